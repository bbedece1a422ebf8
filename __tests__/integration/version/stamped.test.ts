import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { stampFiles } from '../../../kit/version-files/stamp-files.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'

const FILES = {
  'setup.cfg':
    '[metadata]\nname: shop\ndescription =\n    long\n    version = 0.1\nversion=1.2.0\n\n[x]\ny: 1\n',
  'pyproject.toml':
    '[project]\nname = "shop"\n\n[project.urls]\na = "1.2.0"\n\n[tool.poetry]\nversion = \'1.2.0\'\n',
  '_version.py':
    'def get_keywords():\n    pass\ndef get_config():\n    pass\ndef get_versions():\n    return {"version": "0"}\n',
}

withTool('versioneer', (tool) => {
  test('Python and Versioneer read the stamped version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'towpath-stamped-'))
    try {
      for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text)
      const lines = Object.keys(FILES).map((path) => ({ path, key: '' }))
      const frozen = { date: '2026-11-21T12:00:00+0100', dirty: true, sha: 'a'.repeat(40) }
      const version = '1.3.0rc1+3.gabc1234'
      stampFiles(folder, lines, { plain: version, pep440: version, semver: version, frozen })
      const program = `
import base64, configparser, os, tomllib, types, versioneer
module = types.ModuleType('whole')
exec(base64.b64decode(versioneer.VERSIONEER_b64), module.__dict__)
at = lambda name: os.path.join(data, name)
config = configparser.ConfigParser()
config.read(at('setup.cfg'))
project = tomllib.load(open(at('pyproject.toml'), 'rb'))
scope = {}
exec(open(at('_version.py')).read(), scope)
result = [config['metadata']['version'], project['tool']['poetry']['version'],
          module.versions_from_file(at('_version.py')), scope['get_versions']()]`
      const versions = {
        version,
        'full-revisionid': frozen.sha,
        dirty: true,
        error: null,
        date: frozen.date,
      }
      expect(python(tool, program, folder)).toEqual([version, version, versions, versions])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

withTool('uv', (uv) => {
  test('uv accepts a stamped lock file of a workspace, and no other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'towpath-stamped-'))
    const project = (name: string, more: string): string =>
      `[project]\nname = "${name}"\nversion = "1.2.0"\nrequires-python = ">=3.9"\n${more}`
    const lock = (...args: readonly string[]): string =>
      execFileSync(uv, ['lock', '--offline', ...args], { cwd: folder, stdio: 'pipe' }).toString()
    const stamp = (version: string, ...paths: readonly string[]): unknown =>
      stampFiles(
        folder,
        paths.map((path) => ({ path, key: '' })),
        {
          plain: version,
          pep440: version,
          semver: version,
          frozen: { date: '', dirty: false, sha: '' },
        },
      )
    try {
      mkdirSync(join(folder, 'packages/lib'), { recursive: true })
      const workspace =
        'dependencies = ["my-lib"]\n[tool.uv.workspace]\nmembers = ["packages/*"]\n[tool.uv.sources]\nmy-lib = { workspace = true }\n'
      writeFileSync(join(folder, 'pyproject.toml'), project('App.X', workspace))
      writeFileSync(join(folder, 'packages/lib/pyproject.toml'), project('My_Lib', ''))
      lock()
      stamp('1.3.0rc1', 'pyproject.toml')
      expect(() => lock('--check')).toThrow(/lock/)
      stamp('1.3.0rc1', 'pyproject.toml', 'uv.lock')
      lock('--check')
      stamp('2.0.0', 'pyproject.toml', 'packages/lib/pyproject.toml', 'uv.lock')
      lock('--check')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
