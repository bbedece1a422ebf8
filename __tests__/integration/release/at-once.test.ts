// Many runs at the same time, and pushes of others in between.
import { expect, test } from '@jest/globals'
import { wrongInstants } from '../../support/release/instants.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

const world = releaseWorld()

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

test('20 starts at once: 20 versions, none refused', async () => {
  const shop = world.shop()
  const inputs = { scheme: 'calver', 'tag-prefix': '' }
  const results = await times(20, (index) => world.run(shop, 'start', { id: `${index}`, inputs }))
  expect(results.map(said)).toEqual(results.map(() => 'started'))
  const versions = results.map(({ outputs }) => outputs['version'] ?? '')
  const numbers = versions.map((version) => Number(version.split('.')[1])).sort((a, b) => a - b)
  const months = new Set(versions.map((version) => version.split('.')[0]))
  // At the end of a month the count begins again.
  if (months.size === 1) expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  expect(new Set(versions).size).toBe(20)
  for (const { outputs } of results) {
    const { version = '', sha = '' } = outputs
    expect(shop.refs()[`refs/heads/release/${version}`]).toBe(sha)
  }
  expect(shop.log.transactions().map((changes) => changes.length)).toEqual(results.map(() => 1))
  expect(shop.file(`release/${versions[7]}`, 'VERSION')).toBe(versions[7])
})

test('6 finishes of one release at once: one merge, one tag, all exit 0', async () => {
  const shop = world.shop()
  const { outputs } = await world.run(shop, 'start')
  expect(outputs['version']).toBe('1.3.0')
  const results = await times(6, (index) =>
    world.run(shop, 'finish', { id: `${index}`, inputs: { version: '1.3.0' } }),
  )
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0])
  for (const one of results) expect(['finished', 'already-finished']).toContain(said(one))
  const merge = shop.git('rev-parse', 'v1.3.0^{commit}')
  expect(results.map((one) => one.outputs['sha'])).toEqual(results.map(() => merge))
  expect(shop.git('rev-list', '--merges', 'master').split('\n')).toEqual([merge])
  expect(shop.git('rev-list', '--merges', '--first-parent', 'develop').split('\n')).toHaveLength(1)
  expect(wrongInstants(shop)).toEqual([])
  expect(shop.log.transactions()).toHaveLength(2)
})

/** Pushes of others arrive just before the first pushes of the run. */
function disturbed(shop: Shop, pushes: readonly (() => void)[]): void {
  const left = [...pushes]
  shop.handle = ({ kind }) => {
    if (kind === 'push') left.shift()?.()
    return undefined
  }
}

test('finishes of two releases at once, and merges of others: all get in, none is lost', async () => {
  const shop = world.shop()
  await world.run(shop, 'start', { id: '1' })
  await world.run(shop, 'start', { id: '2' })
  disturbed(shop, [
    () => shop.add({ branch: 'develop', message: 'feat: meanwhile', files: { meanwhile: 'x\n' } }),
    () => shop.add({ branch: 'master', message: 'hotfix', files: { hotfix: 'x\n' } }),
  ])
  const [first, second] = await Promise.all([
    world.run(shop, 'finish', { id: '1' }),
    world.run(shop, 'finish', { id: '2' }),
  ])
  // The higher one may have come first: then the other must not come after it.
  expect(said(second)).toBe('finished')
  expect(['finished', 'newer-released']).toContain(first.outputs['reason'])
  // Once, however often the merges were made.
  const warnings = second.annotations.filter(({ message }) => /hotfix/.test(message))
  expect(warnings.length).toBeLessThanOrEqual(1)
  expect(shop.file('develop', 'meanwhile')).toBe('x')
  expect(shop.file('v1.4.0', 'hotfix') + shop.file('master', 'hotfix')).toContain('x')
  expect(wrongInstants(shop)).toEqual([])
})

test('a number that is tagged between listing and push: the branch is taken back, the next one is made', async () => {
  const shop = world.shop()
  disturbed(shop, [() => shop.git('tag', 'v1.3.0', 'master')])
  const { outputs } = await world.run(shop, 'start')
  expect(outputs).toMatchObject({ reason: 'started', version: '1.4.0' })
  expect(shop.refs()).not.toHaveProperty(['refs/heads/release/1.3.0'])
  expect(shop.refs()['refs/heads/release/1.4.0']).toBe(outputs['sha'])
  expect(JSON.parse(outputs['pushed'] ?? '')).toEqual([
    { ref: 'refs/heads/release/1.4.0', from: '', to: outputs['sha'] },
  ])
})

test('and a branch to which somebody has pushed since then is not deleted', async () => {
  const shop = world.shop()
  disturbed(shop, [
    () => shop.git('tag', 'v1.3.0', 'master'),
    () => shop.add({ branch: 'release/1.3.0', message: 'fix: mine' }),
  ])
  await world.run(shop, 'start')
  expect(shop.git('log', '-1', '--format=%s', 'release/1.3.0')).toBe('fix: mine')
})

test('refs that move all the time: timed out, nothing half done', async () => {
  const shop = world.shop()
  await world.run(shop, 'start')
  shop.handle = ({ kind }) => {
    if (kind === 'push') shop.add({ branch: 'develop', message: 'busy' })
    return undefined
  }
  const result = await world.run(shop, 'finish', { inputs: { timeout: '2s' } })
  expect(said(result)).toMatch(/^timed-out\n.*refs\/heads\/develop/s)
  expect(shop.refs()).not.toHaveProperty(['refs/tags/v1.3.0'])
  expect(wrongInstants(shop)).toEqual([])
})

test('a tag that appears just before the push of a finish is not adopted', async () => {
  const shop = world.shop()
  await world.run(shop, 'start')
  disturbed(shop, [() => shop.git('tag', 'v1.3.0', 'develop')])
  expect(said(await world.run(shop, 'finish'))).toMatch(/^tag-taken\n/)
  expect(shop.refs()).toHaveProperty(['refs/heads/release/1.3.0'])
})
