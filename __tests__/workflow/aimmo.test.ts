import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { PASSWORD } from '../../fakes/git/git-server.ts'
import { toolPath } from '../../scripts/test-tools.ts'
import { withTools } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { type Aimmo, NAMESPACE, startAimmo } from '../support/workflow/aimmo.ts'
import { pushedImage } from '../support/workflow/pushed-image.ts'

const SETUP = `from setuptools import setup
scope = {}
exec(open('aimmo/__init__.py').read(), scope)
setup(name='aimmo', version=scope['__version__'], packages=['aimmo'])
`

const unitTest = (passes: boolean): string => `import unittest
class Game(unittest.TestCase):
    def test_game(self):
        self.assertTrue(${passes ? 'True' : 'False'})
`

/** The images: `aimmo-game` and `aimmo-worker` build on `aimmo-base`, each in its own way. */
const image = (name: string, version: string, from: readonly string[]): Record<string, string> => ({
  [`${name}/Dockerfile`]: `${from.join('\n')}\nCOPY ${name}.txt /\nENV ${name.replace('aimmo-', '').toUpperCase()}=${version}\n`,
  [`${name}/${name}.txt`]: `${name} ${version}\n`,
})

const NAMES = ['aimmo-base', 'aimmo-game', 'aimmo-worker']

/** Returns every job with the image that it builds and its result, sorted. */
const results = ({ jobs }: WorkflowResult): string[] =>
  jobs
    .map(({ id, matrix, result }) =>
      [id, (matrix as { name?: string }).name, result].filter(Boolean).join(' '),
    )
    .sort()

withTools(['act', 'versioneer', 'registry', 'buildkitd', 'buildctl', 'dockerd'], () => {
  describe('aimmo', () => {
    let aimmo: Aimmo
    let base = ''
    beforeAll(async () => {
      aimmo = await startAimmo(toolPath('act') ?? '')
      base = `${aimmo.registry.address}/${NAMESPACE}/aimmo-base`
      // What the registry calls the latest base is an old one.
      const old = { version: 'old', env: ['BASE=old'] }
      await aimmo.registry.push(`${NAMESPACE}/aimmo-base`, 'latest', old)
      aimmo.commit('development', 'A game', {
        'setup.py': SETUP,
        'aimmo/__init__.py': '# A game\n__version__ = "0.0.0"  # stamped\n',
        'test_game.py': unitTest(true),
      })
      git(aimmo.origin, 'tag', 'v2.11.3', 'development')
    })
    afterAll(() => aimmo?.stop())

    const images = async (tag: string): Promise<(Record<string, string> | undefined)[]> =>
      Promise.all(
        NAMES.map(async (name) => {
          const env = (await pushedImage(aimmo.registry, `${NAMESPACE}/${name}`, tag))?.env
          const { PATH: _, ...own } = env ?? {}
          return env && own
        }),
      )
    const digests = (tag = 'development'): Promise<string[]> =>
      Promise.all(
        NAMES.map(async (name) => {
          const image = await pushedImage(aimmo.registry, `${NAMESPACE}/${name}`, tag)
          return image?.layers.join() ?? ''
        }),
      )
    const built = (version: string): string => {
      const file = join(aimmo.packages, `aimmo-${version}.tar.gz`)
      if (!existsSync(file)) return ''
      const named = `aimmo-${version}/aimmo/__init__.py`
      return execFileSync('tar', ['--extract', '--to-stdout', `--file=${file}`, named], {
        encoding: 'utf8',
      })
    }
    const mark = (branch: string): string =>
      git(aimmo.origin, 'for-each-ref', '--format=%(objectname)', `refs/tags/images-${branch}`)
    const tip = (branch: string): string => git(aimmo.origin, 'rev-parse', branch)

    /** The files of a first push with images. */
    const IMAGES = () => ({
      ...image('aimmo-base', 'one', ['FROM scratch']),
      ...image('aimmo-game', 'one', [`FROM ${base}`]),
      ...image('aimmo-worker', 'one', ['ARG TAG=latest', `FROM ${base}:\${TAG}`]),
    })
    const BEFORE = ['find success', 'package success', 'test success']
    const STAGING = {
      ...{ ENVIRONMENT: 'staging', IMAGE_TAG: 'development' },
      GAME_SERVER_URL: 'https://games.staging.aimmo.example.org',
    }

    // Each test continues from the state that the previous one left.
    test('development publishes a beta and its images, each on the base of this run, and deploys them to staging', async () => {
      aimmo.commit('development', 'feat: images', IMAGES())
      const run = await aimmo.push('development')
      expect([run.status, results(run)]).toEqual([
        0,
        [
          'deploy success',
          'find success',
          'first aimmo-base success',
          'mark success',
          'package success',
          'second aimmo-game success',
          'second aimmo-worker success',
          'test success',
        ],
      ])
      expect(built('2.12.0b1')).toBe('# A game\n__version__ = "2.12.0b1"  # stamped\n')
      expect(await images('development')).toEqual([
        { BASE: 'one' },
        { BASE: 'one', GAME: 'one' },
        { BASE: 'one', WORKER: 'one' },
      ])
      expect(aimmo.deployments.seen()).toEqual([{ ...STAGING, VERSION: '2.12.0b1' }])
      const [title = ''] = aimmo.deployments.titles()
      expect(title).toMatch(/^staging 2\.12\.0b1 \S+$/)
      expect(mark('development')).toBe(tip('development'))
      // act logs the command that masks the token; no other line has it.
      const lines = run.log.split('\n').filter((line) => !line.includes('"command":"add-mask"'))
      expect(lines.filter((line) => line.includes(PASSWORD))).toEqual([])
    }, 180_000)

    test('what did not change is not built; an image builds on the unchanged base of its branch; a failed deployment fails the run', async () => {
      aimmo.commit('development', 'fix: a worker', {
        'aimmo-worker/aimmo-worker.txt': 'aimmo-worker two\n',
      })
      aimmo.deployments.works(false)
      const before = await digests()
      const run = await aimmo.push('development')
      expect([run.status, results(run)]).toEqual([
        1,
        [
          'deploy failure',
          BEFORE[0],
          'first aimmo-worker success',
          'mark success',
          ...BEFORE.slice(1),
        ],
      ])
      expect(run.outputs['deploy']).toMatchObject({ reason: 'run-failure', conclusion: 'failure' })
      const after = await digests()
      expect(after.map((digest, at) => digest === before[at])).toEqual([true, true, false])
      expect((await images('development'))[2]).toEqual({ BASE: 'one', WORKER: 'one' })
      expect(aimmo.deployments.seen().at(-1)).toEqual({ ...STAGING, VERSION: '2.12.0b2' })
      aimmo.deployments.works(true)
    }, 180_000)

    test('after failed tests nothing is built', async () => {
      aimmo.commit('development', 'fix: a base', {
        ...image('aimmo-base', 'two', ['FROM scratch']),
        'test_game.py': unitTest(false),
      })
      const before = [aimmo.deployments.seen().length, await digests(), mark('development')]
      const run = await aimmo.push('development')
      expect([run.status, results(run)]).toEqual([1, ['test failure']])
      expect([aimmo.deployments.seen().length, await digests(), mark('development')]).toEqual(
        before,
      )
    }, 60_000)

    const LAST = [{ BASE: 'two' }, { BASE: 'two', GAME: 'one' }, { BASE: 'two', WORKER: 'one' }]

    test('a push that repairs the tests also builds what the failed run did not', async () => {
      aimmo.commit('development', 'test: passes', { 'test_game.py': unitTest(true) })
      const run = await aimmo.push('development')
      expect(run.status).toBe(0)
      expect(await images('development')).toEqual(LAST)
      expect(mark('development')).toBe(tip('development'))
    }, 180_000)

    test.each([
      ['first', 'aimmo-base', ['first aimmo-base failure']],
      ['second', 'aimmo-game', ['first aimmo-base success', 'second aimmo-game failure']],
    ])(
      'after an image of the %s level that cannot be built nothing is deployed',
      async (level, name, built) => {
        aimmo.commit('development', 'chore: a file that is not there', {
          ...image('aimmo-base', `${level}-attempt`, ['FROM scratch']),
          [`${name}/Dockerfile`]: `FROM ${name === 'aimmo-base' ? 'scratch' : base}\nCOPY missing /\n`,
        })
        const before = aimmo.deployments.seen().length
        const run = await aimmo.push('development')
        aimmo.commit('development', 'chore: without it', {
          ...IMAGES(),
          ...image('aimmo-base', 'two', ['FROM scratch']),
          'aimmo-worker/aimmo-worker.txt': 'aimmo-worker two\n',
        })
        // act gives all jobs of a matrix the same result.
        const others = results(run).filter((job) => !job.includes('aimmo-worker'))
        const expected = ['find success', ...built, ...BEFORE.slice(1)].sort()
        expect([run.status, others]).toEqual([1, expected])
        expect([aimmo.deployments.seen().length, mark('development')]).toEqual([before, ''])
      },
      120_000,
    )

    test('a push that takes the change of a failed run back builds its images again', async () => {
      const run = await aimmo.push('development')
      expect(run.status).toBe(0)
      expect(await images('development')).toEqual(LAST)
      expect(mark('development')).toBe(tip('development'))
    }, 180_000)

    test('a push that changes no image builds none, and deploys its version', async () => {
      aimmo.commit('development', 'docs: even more')
      const run = await aimmo.push('development')
      expect([run.status, results(run)]).toEqual([
        0,
        ['deploy success', 'find success', 'mark success', 'package success', 'test success'],
      ])
      expect(aimmo.deployments.seen().at(-1)).toEqual({ ...STAGING, VERSION: '2.12.0b7' })
    }, 60_000)

    test('master publishes the release and deploys it to production, which has its own game server', async () => {
      aimmo.commit('master', 'docs: a release')
      const run = await aimmo.push('master')
      expect(run.status).toBe(0)
      expect(built('2.12.0')).toContain('__version__ = "2.12.0"')
      expect(await images('master')).toEqual(await images('development'))
      expect(aimmo.deployments.seen().at(-1)).toEqual({
        ...{ ENVIRONMENT: 'production', VERSION: '2.12.0', IMAGE_TAG: 'master' },
        GAME_SERVER_URL: 'https://games.aimmo.example.org',
      })
      expect(aimmo.deployments.titles().at(-1)).toMatch(/^production 2\.12\.0 /)
    }, 180_000)

    test('if another run creates the tag first, nothing is published or built', async () => {
      aimmo.commit('master', 'fix: a bug')
      aimmo.takeNextTag()
      const before = await digests('master')
      const run = await aimmo.push('master')
      expect([run.status, results(run)]).toEqual([1, ['package failure', 'test success']])
      expect([run.log.includes('is published'), await digests('master')]).toEqual([false, before])
    }, 60_000)
  })
})
