import { describe, expect, test } from '@jest/globals'
import {
  hasImage,
  isMadeFrom,
  promotedName,
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
    expect(hasImage([container()], [made, leftover], NUMBER, 1000)).toBe(false)
  })

  test('one that has exited does not count', () => {
    const exited = { ...leftover, state: 'exited' }
    expect(sameLayers([container()], [container(), exited])).toBe(true)
    expect(isMadeFrom([container({ madeFrom: [NUMBER] }), exited], NUMBER)).toBe(true)
    expect(isMadeFrom([{ ...exited, madeFrom: [NUMBER] }], NUMBER)).toBe(false)
  })

  const alreadyHas = (
    reference: string,
    { madeAt = 1000, ...from }: Partial<Container> & { readonly madeAt?: number },
    to: Partial<Container>,
  ): boolean =>
    hasImage(
      [container(from)],
      [container({ created: 2000, madeFrom: [reference], ...to })],
      reference,
      madeAt,
    )
  test.each([
    ['a digest', alreadyHas(PINNED, {}, {}), true],
    ['a digest, layers not reported', alreadyHas(PINNED, {}, { layers: undefined }), true],
    ['a digest, different layers', alreadyHas(PINNED, {}, { layers: '/c' }), false],
    ['a different label', alreadyHas(PINNED, {}, { madeFrom: [NUMBER] }), false],
    ['a movable name', alreadyHas(LOCAL, {}, {}), true],
    // The same layers with other settings (CMD, ENV) are a different image.
    ['a movable name, `from` is newer', alreadyHas(LOCAL, { madeAt: 3000 }, {}), false],
    ['a movable name, at the same time', alreadyHas(LOCAL, { madeAt: 2000 }, {}), false],
    ['a movable name, layers not reported', alreadyHas(LOCAL, { layers: undefined }, {}), false],
    ['a movable name, times not reported', alreadyHas(LOCAL, { madeAt: Number.NaN }, {}), false],
  ])('already has %s', (_, actual, expected) => {
    expect(actual).toBe(expected)
  })

  const promoted = (
    from: Partial<Container>,
    to: Partial<Container>,
    { madeAt = 1000, pinned }: { readonly madeAt?: number; readonly pinned?: string } = {},
  ) =>
    promotedName(
      [container(from)],
      [container({ created: 2000, ...to })],
      madeAt,
      ...(pinned === undefined ? [] : [pinned]),
    )
  const OTHER = 'dokku/other:latest'
  test.each([
    ['its local name', promoted({}, { madeFrom: [LOCAL] }), LOCAL],
    ['a different tag of it', promoted({}, { madeFrom: ['dokku/stg:v1'] }), 'dokku/stg:v1'],
    ['one of several names', promoted({}, { madeFrom: [OTHER, LOCAL] }), LOCAL],
    [
      'the name that it was promoted by itself',
      promoted({ reference: 'dokku/uat:latest', madeFrom: [LOCAL] }, { madeFrom: [LOCAL] }),
      LOCAL,
    ],
    ['its number', promoted({ reference: NUMBER }, { madeFrom: [NUMBER] }), NUMBER],
    [
      'its number, layers not reported',
      promoted({ reference: NUMBER, layers: undefined }, { madeFrom: [NUMBER] }),
      NUMBER,
    ],
    [
      'its digest',
      promoted({ reference: NUMBER }, { madeFrom: [PINNED] }, { pinned: PINNED }),
      PINNED,
    ],
    // An older number or digest is an older image, even with equal layers: its settings may differ.
    ['an older digest', promoted({ reference: NUMBER }, { madeFrom: [PINNED] }), undefined],
    [
      'an older number',
      promoted({ reference: NUMBER }, { madeFrom: [NUMBER.replace('7', '6')] }),
      undefined,
    ],
    ['no label: built from the same commit', promoted({}, {}), undefined],
    ['a different app', promoted({}, { madeFrom: [OTHER] }), undefined],
    ['other layers', promoted({}, { madeFrom: [LOCAL], layers: '/c' }), undefined],
    ['layers not reported', promoted({}, { madeFrom: [LOCAL], layers: undefined }), undefined],
    ['an image made since', promoted({}, { madeFrom: [LOCAL] }, { madeAt: 3000 }), undefined],
  ])('is promoted already: %s', (_, actual, expected) => {
    expect(actual).toBe(expected)
  })

  test('is promoted already: every container counts', () => {
    const [one, two] = [
      container({ created: 2000, madeFrom: [LOCAL] }),
      container({ created: 2000 }),
    ]
    expect(promotedName([container()], [one], 1000)).toBe(LOCAL)
    expect(promotedName([container()], [one, two], 1000)).toBeUndefined()
    expect(promotedName([container()], [], 1000)).toBeUndefined()
    expect(promotedName([], [one], 1000)).toBeUndefined()
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
