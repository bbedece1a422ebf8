import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cyclesOf } from '../../../actions/find-images/src/plan/cycles.ts'
import { edgesOf } from '../../../actions/find-images/src/plan/edges.ts'
import { LEVEL_SIZE, levelsOf } from '../../../actions/find-images/src/plan/levels.ts'
import { parseImageName } from '../../../kit/docker/image-reference.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

function canonical(name: string): string {
  const read = parseImageName(name)
  if ('problem' in read) throw new Error(read.problem)
  return read.canonical
}

/** Returns the references of one Dockerfile that make an edge to the image. */
function naming(image: string, references: readonly string[], tags: readonly string[] = []) {
  const uses = references.map((reference, index) => ({ reference, line: index + 1 }))
  const images = [
    { canonical: canonical(image), uses: [] },
    { canonical: canonical('acme/other'), uses },
  ]
  return edgesOf(images, tags)[1]?.flatMap((edge) => edge.uses.map(({ reference }) => reference))
}

describe('an image builds on an image of the checkout', () => {
  test.each([
    ['acme/a', 'acme/a'],
    ['acme/a', 'acme/a:latest'],
    ['acme/a', 'docker.io/acme/a'],
    ['acme/a', 'index.docker.io/acme/a:latest'],
    ['acme/a', 'acme/a:sha-1'],
    ['redis', 'redis'],
    ['redis', 'library/redis'],
    ['ghcr.io/acme/a', 'ghcr.io/acme/a'],
    ['localhost:5000/a', 'localhost:5000/a'],
  ])('%s as %s', (image, reference) => {
    expect(naming(image, [reference], ['sha-1', 'uat'])).toEqual([reference])
  })

  test.each([
    ['acme/a', 'acme/a:1.0'],
    ['acme/a', `acme/a@${DIGEST}`],
    ['acme/a', `acme/a:latest@${DIGEST}`],
    ['acme/a', 'acme/A'],
    ['acme/a', 'a'],
    ['acme/redis', 'redis'],
    ['redis', 'acme/redis'],
    ['acme/a', 'ghcr.io/acme/a'],
    ['acme/a', 'acme/a:'],
    ['acme/a', 'acme/a:b:c'],
    ['acme/a', ''],
  ])('but not %s as %s', (image, reference) => {
    expect(naming(image, [reference], ['sha-1'])).toEqual([])
  })

  test('by all its references, in the order of the Dockerfile', () => {
    const references = ['acme/a:latest', 'acme/a', 'debian', 'docker.io/acme/a']
    expect(naming('acme/a', references)).toEqual(['acme/a:latest', 'acme/a', 'docker.io/acme/a'])
  })
})

/** Images of which each builds only on earlier ones. */
const ordered = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 40 })
  .map((all) => all.map((own, index) => [...new Set(own.map((to) => to % (index + 1)))]))
  .map((all) => all.map((own, index) => own.filter((to) => to !== index)))

describe('levels', () => {
  test('an image comes after all it builds on, in the first level where it can', () => {
    fc.assert(
      fc.property(ordered, fc.boolean(), (targets, isReversed) => {
        // The order of the files must not matter for it.
        const last = targets.length - 1
        const all = isReversed
          ? targets.map((_, at) => (targets[last - at] ?? []).map((to) => last - to))
          : targets
        const levels = levelsOf(new Map(all.entries()))
        const level = new Map(levels.flatMap((own, at) => own.map((index) => [index, at] as const)))
        expect(level.size).toBe(all.length)
        for (const [index, own] of all.entries())
          expect(level.get(index)).toBe(Math.max(-1, ...own.map((to) => level.get(to) ?? 0)) + 1)
        for (const own of levels) expect(own).toEqual(own.toSorted((a, b) => a - b))
      }),
    )
  })

  test.each([
    [256, [256]],
    [257, [256, 1]],
    [600, [256, 256, 88]],
  ])('%i images in one level: %j', (count, sizes) => {
    const needs = new Map(Array.from({ length: count }, (_, index) => [index, []]))
    expect(levelsOf(needs).map((level) => level.length)).toEqual(sizes)
  })

  test('a wider level continues in the next, before what builds on it', () => {
    const wide = Array.from({ length: LEVEL_SIZE + 1 }, (_, index) => [index + 1, [0]] as const)
    const levels = levelsOf(new Map<number, readonly number[]>([[0, []], ...wide, [900, [1]]]))
    expect(levels.map((level) => level.length)).toEqual([1, 256, 1, 1])
  })

  test('nothing to build: no level', () => {
    expect(levelsOf(new Map())).toEqual([])
  })
})

describe('circles', () => {
  test.each([
    [[[0]], [[0]]],
    [[[1], [0]], [[0, 1]]],
    [[[1], [2], [0], [0]], [[0, 1, 2]]],
    [[[1], [2], [1], []], [[1, 2]]],
    [
      [[1], [0], [3], [2], [0, 2]],
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [[[1, 2], [0], [0]], [[0, 1]]],
    [[[1], [], []], []],
  ])('of %j are %j', (targets, cycles) => {
    expect(cyclesOf(targets)).toEqual(cycles)
  })

  test('none in a graph without, one that is real in a graph with', () => {
    fc.assert(
      fc.property(ordered, fc.nat(), fc.nat(), (targets, one, other) => {
        expect(cyclesOf(targets)).toEqual([])
        const from = one % targets.length
        const to = other % targets.length
        const all = targets.map((own, index) => (index === from ? [...own, to] : own))
        for (const cycle of cyclesOf(all))
          for (const [at, index] of cycle.entries())
            expect(all[index]).toContain(cycle[(at + 1) % cycle.length])
        const isCircle = reaches(all, to, from)
        expect(cyclesOf(all).length > 0).toBe(isCircle)
      }),
    )
  })

  test('a chain of 20,000 is no problem for the stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => [index + 1])
    expect(cyclesOf([...chain, [0]])).toEqual([[...chain.keys(), 20_000]])
    expect(levelsOf(new Map([...chain, []].entries()))).toHaveLength(20_001)
  })
})

function reaches(targets: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set([from])
  for (const index of seen) for (const next of targets[index] ?? []) seen.add(next)
  return seen.has(to)
}
