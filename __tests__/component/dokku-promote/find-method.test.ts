// The method of a promotion, with what the registry reports about the image.
import { describe, expect, test } from '@jest/globals'
import { findMethod } from '../../../actions/dokku-promote/src/find-method.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { container } from '../../support/dokku/container.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const REPOSITORY = 'reg.example.org:5000/dokku/stg'
const [NUMBER, PINNED] = [`${REPOSITORY}:7`, `${REPOSITORY}@${DIGEST}`]

type Wanted = Parameters<typeof findMethod>[0]['method']

/** Finds the method for a running image of a registry that reports this digest. */
async function find(method: Wanted, to: Partial<Container>, digest = DIGEST) {
  const asked: string[] = []
  const source = {
    containers: [container({ reference: NUMBER })],
    source: { kind: 'git-push', what: '1'.repeat(40) },
    ...{ commit: '1'.repeat(40), takesImages: true, doubt: undefined },
  }
  const app = { lock: 'free' as const, source: undefined, commit: '' }
  const inspection = {
    ...{ source, madeAt: 1000 },
    to: { ...app, containers: [container({ created: 2000, ...to })] },
  }
  const digestOf = async (reference: string) => {
    asked.push(reference)
    return digest === '' ? undefined : digest
  }
  const choice = await findMethod({ from: 'stg', method }, inspection, { digestOf, log: () => {} })
  return { reference: choice.reference, method: choice.method, asked }
}

describe('an image in a registry', () => {
  test('is named by its digest', async () => {
    expect(await find('auto', {})).toEqual({
      ...{ method: 'registry', reference: PINNED, asked: [NUMBER] },
    })
  })

  test('is named by its number if the registry reports no digest', async () => {
    const found = await find('auto', {}, '')
    expect(found).toEqual({ method: 'registry', reference: NUMBER, asked: [NUMBER] })
  })

  test.each(['auto', 'registry', 'image', 'commit'] as const)(
    '%s: is promoted already by its digest',
    async (method) => {
      const found = await find(method, { madeFrom: [PINNED] })
      expect(found).toEqual({ method: 'registry', reference: PINNED, asked: [NUMBER] })
    },
  )

  test('whose digest is no longer reported is promoted again by its number', async () => {
    const found = await find('auto', { madeFrom: [PINNED] }, '')
    expect(found).toEqual({ method: 'registry', reference: NUMBER, asked: [NUMBER] })
  })

  test('is promoted already by its number: the registry is not asked', async () => {
    const found = await find('commit', { madeFrom: [NUMBER] })
    expect(found).toEqual({ method: 'registry', reference: NUMBER, asked: [] })
  })

  test('an older digest is promoted again, and the registry is asked once', async () => {
    const older = `${REPOSITORY}@sha256:${'cd'.repeat(32)}`
    const found = await find('auto', { madeFrom: [older] })
    expect(found).toEqual({ method: 'registry', reference: PINNED, asked: [NUMBER] })
  })
})
