import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { cacheDir, find } from '@actions/tool-cache'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { runProgram } from '../../../kit/process/run.ts'
import {
  type RequirementsPorts,
  requirementsVirtualenv,
} from '../../../kit/python/requirements-virtualenv.ts'
import { findCached, saveToCache } from '../../../kit/python/tool-cache.ts'
import { packageIndex, wheels } from '../../support/python/package-index.ts'
import { quickVenv } from '../../support/python/quick-venv.ts'
import { withTool } from '../../support/tools.ts'

withTool('versioneer', (tool) => {
  describe('an environment with the requirements of a project', () => {
    let temp = ''
    let bin = ''
    let index = { port: 0, close: () => {} }
    let said: string[] = []
    const before = process.env['RUNNER_TOOL_CACHE']
    const files = wheels(tool, [
      ['tiny', '1.0'],
      ['tiny', '2.0'],
      ['local', '1.0'],
    ])
    const write = (name: string, text: string | Uint8Array): void =>
      writeFileSync(join(temp, 'work', name), text)
    const tools = (): string => join(temp, 'tools')

    beforeAll(async () => {
      temp = mkdtempSync(join(tmpdir(), 'towpath-environment-'))
      for (const folder of ['tools', 'temp', 'work']) mkdirSync(join(temp, folder))
      process.env['RUNNER_TOOL_CACHE'] = tools()
      index = await packageIndex(files)
      bin = quickVenv(temp, tool)
      // Python would import these if its working directory were in its path.
      for (const name of ['pip.py', 'json.py'])
        write(name, 'raise SystemExit("a file of the project")')
    })
    afterAll(() => {
      if (before === undefined) delete process.env['RUNNER_TOOL_CACHE']
      else process.env['RUNNER_TOOL_CACHE'] = before
      index.close()
      rmSync(temp, { recursive: true })
    })
    beforeEach(() => {
      said = []
    })

    const using = (more: Partial<RequirementsPorts> = {}): RequirementsPorts => ({
      cache: { find, cacheDir },
      env: {
        PATH: `${bin}:${process.env['PATH']}`,
        HOME: temp,
        RUNNER_TOOL_CACHE: tools(),
        LOGIN: 'me:secret@',
        PORT: String(index.port),
        // Neither of these may have an effect.
        VIRTUAL_ENV: '/nowhere',
        PIP_TARGET: join(temp, 'target'),
      },
      temp: join(temp, 'temp'),
      roots: [join(temp, 'work')],
      log: (line) => said.push(line),
      mask: () => {},
      ...more,
    })
    const withLogin = (login: string) => ({ env: { ...using().env, LOGIN: login } })
    const FROM = `--index-url http://\${LOGIN}127.0.0.1:\${PORT}/simple\n`
    const make = (requirements: string, more: Partial<RequirementsPorts> = {}) =>
      requirementsVirtualenv(
        { requirements, folder: join(temp, 'work'), name: 'towpath-test' },
        using(more),
      )
    const refusal = async (requirements: string): Promise<string> => {
      const error = await make(requirements).catch((thrown: unknown) => thrown)
      const { reason, message } = error as { reason: string; message: string }
      return `${reason}: ${message}`
    }
    const versionIn = async (python: string, name = 'tiny'): Promise<string> =>
      (
        await runProgram(python, ['-c', `import ${name}; print(${name}.VERSION)`], {
          cwd: temp,
          env: {},
        })
      ).stdout.trim()
    const left = (): readonly string[] => readdirSync(join(temp, 'temp'))

    test('it is created, cached, found again, and another one is created when the requirements change', async () => {
      write('requirements.txt', `${FROM}-r limits.txt\n`)
      write('limits.txt', 'tiny==1.0')
      const made = await make('requirements.txt')
      expect(made.folder.startsWith(join(tools(), 'towpath-test'))).toBe(true)
      expect([made.isCached, await versionIn(made.python)]).toEqual([false, '1.0'])
      expect(basename(made.folder)).toBe(process.arch)
      expect(existsSync(join(temp, 'target'))).toBe(false)
      expect(said).toEqual(['Installing "requirements.txt"'])

      write('limits.txt', 'tiny==1.0 # the same')
      expect(await make('requirements.txt', withLogin('other:secret@'))).toEqual({
        ...made,
        isCached: true,
      })
      expect(said).toHaveLength(1)

      write('limits.txt', 'tiny==2.0')
      const other = await make('requirements.txt')
      expect([other.isCached, await versionIn(other.python)]).toEqual([false, '2.0'])
      expect(other.folder).not.toBe(made.folder)
      expect(await versionIn(made.python)).toBe('1.0')

      // An environment that has lost files is made again in the same place.
      const [lib = ''] = readdirSync(join(made.folder, 'lib'))
      rmSync(join(made.folder, 'lib', lib, 'site-packages/tiny.py'))
      write('limits.txt', 'tiny==1.0')
      expect(await make('requirements.txt')).toEqual(made)
      expect(await versionIn(made.python)).toBe('1.0')
      expect(left()).toEqual([])
    }, 300_000)

    test('programs find it through VIRTUAL_ENV and PATH', async () => {
      const { folder } = await make('requirements.txt')
      const env = { VIRTUAL_ENV: folder, PATH: `${join(folder, 'bin')}:/usr/bin:/bin` }
      const program = 'import sys, tiny; print(sys.prefix)'
      const { stdout } = await runProgram('python', ['-c', program], { cwd: temp, env })
      expect(stdout.trim()).toBe(folder)
      const config = readFileSync(join(folder, 'pyvenv.cfg'), 'utf8')
      expect(config).toContain('include-system-site-packages = false')
    }, 300_000)

    test('an environment with a file of the project is not cached', async () => {
      const wheel = 'local-1.0-py3-none-any.whl'
      write(wheel, files.get(wheel) ?? '')
      write('local.txt', `${FROM}./${wheel}`)
      const made = await make('local.txt')
      expect([made.isCached, await versionIn(made.python, 'local')]).toEqual([false, '1.0'])
      expect(made.folder.startsWith(join(temp, 'temp'))).toBe(true)
      expect(said[0]).toBe(
        `The environment is not cached: "local.txt", line 2: "./${wheel}" is not pinned and may change`,
      )
      expect(left()).toEqual([basename(made.folder)])
      rmSync(made.folder, { recursive: true })
    }, 300_000)

    test('the errors of pip are shown without credentials', async () => {
      const kept = readdirSync(join(tools(), 'towpath-test'))
      write('none.txt', `${FROM}tiny==3.0`)
      expect(await refusal('none.txt')).toBe(
        'not-installed: "none.txt" can\'t be installed: "ERROR: No matching distribution found for tiny==3.0"',
      )
      expect(said.join('\n')).toMatch(/^pip \| ERROR: Could not find a version .*1\.0, 2\.0/m)
      write('bad.txt', `${FROM}tiny @@ http://\${LOGIN}127.0.0.1/x`)
      expect(await refusal('bad.txt')).toMatch(
        /^not-installed: "bad.txt" can't be installed: "ERROR: Invalid requirement/,
      )
      expect(said.join('\n')).toMatch(/^pip \| .*http:\/\/127\.0\.0\.1\/x/m)
      expect(said.join('\n')).not.toContain('secret')
      expect(left()).toEqual([])
      expect(readdirSync(join(tools(), 'towpath-test'))).toEqual(kept)
    }, 300_000)

    test('two at once: both get an environment, and one of them is cached', async () => {
      write('both.txt', `${FROM}tiny\n`)
      const [one, other] = await Promise.all([make('both.txt'), make('both.txt')])
      expect(await versionIn(one.python)).toBe('2.0')
      expect(await versionIn(other.python)).toBe('2.0')
      const third = await make('both.txt')
      expect(third.isCached).toBe(true)
      expect([one.folder, other.folder]).toContain(third.folder)
      for (const name of left()) rmSync(join(temp, 'temp', name), { recursive: true })
    }, 300_000)

    test('without a tool cache nothing is cached', async () => {
      const { RUNNER_TOOL_CACHE: _, ...env } = using().env
      const slot = { name: 'towpath-test', version: '1.0.0' }
      delete process.env['RUNNER_TOOL_CACHE']
      const found = findCached(slot, using().cache)
      process.env['RUNNER_TOOL_CACHE'] = tools()
      expect(found).toBe(undefined)
      const kept = await saveToCache(join(temp, 'work'), slot, async () => true, {
        ...using(),
        env,
      })
      expect([kept, said]).toEqual([
        undefined,
        ['The environment was not saved in the tool cache: RUNNER_TOOL_CACHE is not set'],
      ])
    })

    test('a missing file is reported before Python is searched', async () => {
      expect(await refusal('nothing.txt')).toMatch(/^no-requirements: /)
      const env = { PATH: join(temp, 'none') }
      write('requirements.txt', 'tiny')
      const error = await make('requirements.txt', { env }).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({
        reason: 'no-python',
        message: expect.stringContaining('"requirements.txt" needs Python 3.6 or newer'),
      })
    })
  })
})
