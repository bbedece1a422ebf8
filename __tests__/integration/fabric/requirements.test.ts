import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cacheDir, find } from '@actions/tool-cache'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { besideFabric } from '../../../actions/fabric-deploy/src/fabfile/project-requirements.ts'
import { readFabfile } from '../../../actions/fabric-deploy/src/fabfile/read-fabfile.ts'
import {
  fabricVirtualenv,
  type InstallOptions,
  PINNED,
} from '../../../actions/fabric-deploy/src/fabfile/virtualenv.ts'
import { provideVirtualenv } from '../../../kit/python/virtualenv.ts'
import { PYTHON_PROGRAMS } from '../../support/fabric-deploy/fabric.ts'
import { packageIndex, wheels } from '../../support/python/package-index.ts'
import { quickVenv } from '../../support/python/quick-venv.ts'
import { withTool } from '../../support/tools.ts'

const FABFILE = `import tiny
from fabric import task

@task(name="deploy-" + tiny.VERSION.replace(".", "-"))
def deploy(c):
    pass
`

const FROM = `--index-url http://me:secret@127.0.0.1:\${PORT}/simple\n`

/** No index can be reached. */
const OFFLINE = { PIP_PROXY: 'http://127.0.0.1:9', PIP_RETRIES: '0' }

withTool('fabric', (tool) => {
  describe("the project's requirements beside Fabric", () => {
    let temp = ''
    let bin = ''
    let index = { port: 0, close: () => {} }
    const before = { ...process.env }
    const said: string[] = []
    const masked: string[] = []
    beforeAll(async () => {
      temp = mkdtempSync(join(tmpdir(), 'towpath-requirements-'))
      for (const folder of ['tools', 'temp', 'work']) mkdirSync(join(temp, folder))
      process.env['RUNNER_TOOL_CACHE'] = join(temp, 'tools')
      process.env['RUNNER_TEMP'] = join(temp, 'temp')
      index = await packageIndex(
        wheels(tool, [
          ['tiny', '1.0'],
          ['tiny', '2.0'],
        ]),
      )
      bin = quickVenv(temp, tool)
      writeFileSync(join(temp, 'work/fabfile.py'), FABFILE)
    })
    afterAll(() => {
      process.env = before
      index.close()
      rmSync(temp, { recursive: true })
    })

    const options = (requirements: string, env = {}): InstallOptions => ({
      cache: { find, cacheDir },
      env: {
        ...process.env,
        PATH: `${bin}:${process.env['PATH']}`,
        PORT: String(index.port),
        ...env,
      },
      temp: join(temp, 'temp'),
      programs: PYTHON_PROGRAMS,
      folder: join(temp, 'work'),
      requirements,
      log: (line) => said.push(line),
      warn: (line) => said.push(line),
      mask: (secret) => masked.push(secret),
    })
    const install = (requirements: string, version = PINNED, env = {}): Promise<string> =>
      fabricVirtualenv(version, options(requirements, env))
    const write = (name: string, text: string): void =>
      writeFileSync(join(temp, 'work', name), text)
    const refusal = async (requirements: string, version?: string, env = {}): Promise<string> => {
      const error = await install(requirements, version, env).catch((thrown: unknown) => thrown)
      const { reason, message } = error as { reason: string; message: string }
      return `${reason}: ${message}`
    }
    const tasksWith = async (python: string): Promise<readonly string[]> => {
      const fabric = { python, programs: PYTHON_PROGRAMS }
      const { PATH } = process.env
      const location = { folder: join(temp, 'work'), env: { PATH, HOME: temp }, temp }
      return (await readFabfile(fabric, location)).tasks.map(({ name }) => name)
    }

    test('what pip installed for Fabric keeps its version', async () => {
      write('fabric.txt', `${FROM}tiny==1.0`)
      write('limits.txt', 'tiny==1.0')
      write('second.txt', `${FROM}tiny>1.0`)
      const folder = join(temp, 'work')
      const project = { file: 'second.txt', contents: { text: '', entries: [], unpinned: [] } }
      const installing = provideVirtualenv(
        {
          title: 'both',
          cacheKey: undefined,
          python: 'python3',
          installations: () => [
            { title: 'Fabric', args: ['-r', 'fabric.txt'], folder },
            besideFabric('Fabric', project, folder, 'limits.txt'),
          ],
          check: 'import tiny',
        },
        options('second.txt'),
      )
      await expect(installing).rejects.toMatchObject({
        reason: 'requirements-conflict',
        message: expect.stringMatching(
          /^"second.txt" can't be installed beside Fabric, .*: "ERROR: Cannot install tiny>1\.0 because/,
        ),
      })
      expect(said.join()).not.toContain('secret')
    }, 300_000)

    test('a fabfile imports a package of them; later runs need no network, unless a file of it is missing', async () => {
      said.length = 0
      write('r.txt', `${FROM}-r more.txt\n`)
      write('more.txt', 'tiny==1.0\nparamiko>=3\n')
      const python = await install('r.txt')
      expect(python.startsWith(join(temp, 'tools/towpath-fabric', PINNED))).toBe(true)
      expect(await tasksWith(python)).toEqual(['deploy-1-0'])
      expect(said).toEqual([`Installing Fabric ${PINNED} and "r.txt"`])
      expect(masked).toEqual(['secret'])

      index.close()
      expect(await install('r.txt', PINNED, OFFLINE)).toBe(python)
      expect(said).toHaveLength(1)

      const library = join(dirname(dirname(python)), 'lib')
      const [version = ''] = readdirSync(library)
      rmSync(join(library, version, 'site-packages/tiny.py'))
      expect(await refusal('r.txt', PINNED, OFFLINE)).toMatch(
        /^not-installed: Fabric 3\.2\.3 can't be installed: "ERROR: /,
      )
      expect(said.join()).not.toContain('secret')
      expect(readdirSync(join(temp, 'temp'))).toEqual([])
    }, 300_000)

    test('another version of Fabric or of its packages is refused before anything is installed', async () => {
      write('old.txt', 'tiny\n-r pins.txt\n')
      write('pins.txt', 'fabric==3.2.2 # ours\nparamiko==3.4.0\n')
      said.length = 0
      expect(await refusal('old.txt')).toMatch(
        /^requirements-conflict: Fabric 3\.2\.3 and its packages have the versions that this action pins: "pins.txt", line 1 has "fabric==3.2.2" instead of 3.2.3; "pins.txt", line 2 has "paramiko==3.4.0" instead of \S+\. Remove these lines, or set "fabric-version" to 3.2.2$/,
      )
      expect(await refusal('old.txt', '3.2.1')).toMatch(
        /^requirements-conflict: .*"fabric==3.2.2" instead of 3.2.1\. /,
      )
      expect(await refusal('none.txt')).toMatch(/^no-requirements: .*"none.txt" does not exist/)
      expect(await refusal('../x.txt')).toMatch(/^no-requirements: .*is outside of the workspace/)
      expect(said).toEqual([])
    })
  })
})
