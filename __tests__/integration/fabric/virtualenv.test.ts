import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDir, find } from '@actions/tool-cache'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  fabricVirtualenv,
  type InstallOptions,
  PINNED,
} from '../../../actions/fabric-deploy/src/fabfile/virtualenv.ts'
import { runProgram } from '../../../kit/process/run.ts'
import { PYTHON_PROGRAMS } from '../../support/fabric-deploy/fabric.ts'
import { withTool } from '../../support/tools.ts'

withTool('fabric', () => {
  describe('the virtual environment of Fabric', () => {
    let temp = ''
    const before = { ...process.env }
    const said: string[] = []
    const warned: string[] = []
    beforeAll(() => {
      temp = mkdtempSync(join(tmpdir(), 'towpath-environment-'))
      for (const [name, folder] of Object.entries({
        RUNNER_TOOL_CACHE: 'tools',
        RUNNER_TEMP: 'temp',
      })) {
        mkdirSync(join(temp, folder))
        process.env[name] = join(temp, folder)
      }
    })
    afterAll(() => {
      process.env = before
      rmSync(temp, { recursive: true })
    })
    const using = (more: Partial<InstallOptions> = {}): InstallOptions => ({
      cache: { find, cacheDir },
      env: process.env,
      temp: join(temp, 'temp'),
      programs: PYTHON_PROGRAMS,
      folder: join(temp, 'work'),
      requirements: '',
      mask: () => {},
      log: (line) => said.push(line),
      warn: (line) => warned.push(line),
      ...more,
    })
    const refusal = async (version: string, more: Partial<InstallOptions>): Promise<string> => {
      const error = await fabricVirtualenv(version, using(more)).catch((thrown: unknown) => thrown)
      const { reason, message } = error as { reason: string; message: string }
      return `${reason}: ${message}`
    }
    const versionOf = async (python: string): Promise<string> =>
      (await runProgram(python, ['-m', 'fabric', '--version'], { cwd: temp, env: {} })).stdout

    test('Fabric is installed with its hashes, saved to the cache, and found there', async () => {
      const python = await fabricVirtualenv(PINNED, using())
      expect(python.startsWith(join(temp, 'tools/towpath-fabric', PINNED))).toBe(true)
      expect(await versionOf(python)).toContain(`Fabric ${PINNED}`)
      expect(await fabricVirtualenv(PINNED, using())).toBe(python)
      expect(said).toEqual([`Installing Fabric ${PINNED}`])
      expect(warned).toEqual([])
    }, 300_000)

    test('a file with another hash is not installed', async () => {
      const programs = join(temp, 'programs')
      cpSync(PYTHON_PROGRAMS, programs, { recursive: true })
      const file = join(programs, 'requirements.txt')
      const changed = readFileSync(file, 'utf8').replace(
        /(invoke==\S+ \\\n)(?:\s+--hash=\S+(?: \\)?\n)+/,
        `$1    --hash=sha256:${'0'.repeat(64)}\n`,
      )
      writeFileSync(file, changed)
      expect(await refusal(PINNED, { programs })).toMatch(/^not-installed: /)
    }, 300_000)

    test('another version replaces a broken environment in the cache, with a warning that its hashes are not checked', async () => {
      const found: string[] = []
      /** Finds an environment without its packages. */
      const findBroken = (name: string, version: string): string => {
        const folder = join(temp, 'tools', name, version, process.arch)
        if (!existsSync(folder)) {
          mkdirSync(join(folder, 'bin'), { recursive: true })
          symlinkSync('/usr/bin/python3', join(folder, 'bin/python'))
          writeFileSync(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\n')
          writeFileSync(`${folder}.complete`, '')
        }
        found.push(find(name, version))
        return found.at(-1) ?? ''
      }
      const options = using({ cache: { find: findBroken, cacheDir } })
      const python = await fabricVirtualenv('3.2.2', options)
      expect(found[0]).toBe(join(python, '../..'))
      expect(await versionOf(python)).toContain('Fabric 3.2.2')
      expect(warned).toEqual([
        `Fabric 3.2.2 is not the pinned ${PINNED}: its hashes are not checked`,
      ])
    }, 300_000)

    test.each(['1.14.1', '3', 'latest', '3.2.3; rm', ''])(
      '%j is not a version',
      async (version) => {
        expect(await refusal(version, {})).toMatch(/^bad-version: "fabric-version" must be/)
      },
    )

    test("no Python, an old one, one that can't create environments", async () => {
      const folder = join(temp, 'bin')
      mkdirSync(folder)
      const env = { PATH: folder }
      expect(await refusal(PINNED, { env })).toMatch(/^no-python: .*use actions\/setup-python/)
      const shell = (body: string): void =>
        writeFileSync(join(folder, 'python3'), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
      shell('echo False /usr/bin/python3.8 3.8')
      expect(await refusal(PINNED, { env })).toMatch(/^no-python: .*3\.9\.2 .*found "\/usr/)
      symlinkSync('/bin/sh', join(folder, 'sh'))
      shell(
        'case "$2" in venv) echo "ensurepip is not available" >&2; exit 1;; *) echo True x;; esac',
      )
      expect(await refusal(PINNED, { env })).toMatch(/^no-venv: .*ensurepip is not available/)
    })
  })
})
