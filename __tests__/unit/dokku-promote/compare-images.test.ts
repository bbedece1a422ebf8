import { describe, expect, test } from '@jest/globals'
import {
  hasImage,
  isMadeFrom,
  sameLayers,
  verifySameImage,
} from '../../../actions/dokku-promote/src/compare-images.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { container } from '../../support/dokku/container.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const NUMBER = 'reg.example.org:5000/dokku/stg:7'
const PINNED = `reg.example.org:5000/dokku/stg@${DIGEST}`
const LOCAL = 'dokku/stg:latest'

describe('whether two apps run the same image', () => {
  const leftover = container({ id: 'new', upcoming: true, layers: '/c:/a' })

  test('layers: the same, different, not reported', () => {
    expect(sameLayers([container()], [container({ id: 'two', image: 'x' })])).toBe(true)
    expect(sameLayers([container()], [container({ layers: '/c:/a' })])).toBe(false)
    expect(sameLayers([container()], [container({ layers: undefined })])).toBeUndefined()
    expect(sameLayers([container({ layers: '' })], [container({ layers: '' })])).toBeUndefined()
    expect(sameLayers([], [])).toBeUndefined()
    expect(sameLayers([container()], [container(), container({ layers: '/c' })])).toBeUndefined()
  })

  test('a running container left over from a failed deployment counts', () => {
    expect(sameLayers([container()], [container(), leftover])).not.toBe(true)
    const made = container({ madeFrom: [NUMBER] })
    expect(isMadeFrom([made, { ...leftover, madeFrom: [PINNED] }], NUMBER)).toBe(false)
    expect(hasImage([container()], [made, leftover], NUMBER)).toBe(false)
  })

  test('one that has exited does not count', () => {
    const exited = { ...leftover, state: 'exited' }
    expect(sameLayers([container()], [container(), exited])).toBe(true)
    expect(isMadeFrom([container({ madeFrom: [NUMBER] }), exited], NUMBER)).toBe(true)
    expect(isMadeFrom([{ ...exited, madeFrom: [NUMBER] }], NUMBER)).toBe(false)
  })

  const alreadyHas = (
    reference: string,
    from: Partial<Container>,
    to: Partial<Container>,
  ): boolean =>
    hasImage(
      [container(from)],
      [container({ created: 2000, madeFrom: [reference], ...to })],
      reference,
    )
  test.each([
    ['a digest', alreadyHas(PINNED, {}, {}), true],
    ['a digest, layers not reported', alreadyHas(PINNED, {}, { layers: undefined }), true],
    ['a digest, different layers', alreadyHas(PINNED, {}, { layers: '/c' }), false],
    ['a different label', alreadyHas(PINNED, {}, { madeFrom: [NUMBER] }), false],
    ['a movable name', alreadyHas(LOCAL, {}, {}), true],
    // The same layers with other settings (CMD, ENV) are a different image.
    ['a movable name, `from` is newer', alreadyHas(LOCAL, { created: 3000 }, {}), false],
    ['a movable name, at the same time', alreadyHas(LOCAL, { created: 2000 }, {}), false],
    ['a movable name, layers not reported', alreadyHas(LOCAL, { layers: undefined }, {}), false],
    ['a movable name, times not reported', alreadyHas(LOCAL, { created: Number.NaN }, {}), false],
  ])('already has %s', (_, actual, expected) => {
    expect(actual).toBe(expected)
  })

  test('after a promotion', () => {
    const verify = (more: Partial<Container>, reference = LOCAL) =>
      verifySameImage(
        'prod',
        [container()],
        [container({ madeFrom: [reference], ...more })],
        reference,
      )
    const other = expect.objectContaining({ reason: 'not-same-image' })
    const thrown = (work: () => unknown): unknown => {
      try {
        return work()
      } catch (error) {
        return error
      }
    }
    expect(verify({})).toBe(true)
    expect(thrown(() => verify({ layers: '/c' }))).toEqual(other)
    expect(thrown(() => verify({ layers: '/c' }, PINNED))).toEqual(other)
    expect(thrown(() => verify({ madeFrom: ['dokku/other:latest'] }))).toEqual(other)
    // Without layers, a movable name proves nothing, and an immutable one is the proof.
    expect(verify({ layers: undefined })).toBe(false)
    expect(verify({ layers: undefined }, PINNED)).toBe(true)
    expect(verify({ layers: undefined, madeFrom: [] }, PINNED)).toBe(false)
    expect(verify({ madeFrom: [] })).toBe(true)
  })
})
