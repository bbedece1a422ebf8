import { describe, expect, test } from '@jest/globals'
import {
  previousVersion,
  rollbackTarget,
} from '../../../actions/dokku-promote/src/previous-version.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { container } from '../../support/dokku/container.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const COMMIT = '1'.repeat(40)
const NUMBER = 'reg.example.org:5000/dokku/stg:7'
const PINNED = `reg.example.org:5000/dokku/stg@${DIGEST}`
const LOCAL = 'dokku/stg:latest'

const facts = (one: Partial<Container> | undefined, source?: AppFacts['source']): AppFacts => ({
  ...{ branch: 'master', url: '', lock: 'free', source },
  containers: one ? [container(one)] : [],
})
const push = { kind: 'git-push', what: COMMIT }
const image = (what: string) => ({ kind: 'docker-image', what })

describe('what an app can be rolled back to', () => {
  test.each([
    ['a commit', facts({}, push), COMMIT, { commit: COMMIT }],
    [
      'a commit, on a version that does not report its last deployment',
      facts({}),
      COMMIT,
      { commit: COMMIT },
    ],
    [
      'a registry image by its number',
      facts({ reference: NUMBER }, push),
      COMMIT,
      { image: NUMBER },
    ],
    [
      'an image that was promoted',
      facts({ madeFrom: [PINNED] }, image(PINNED)),
      COMMIT,
      { image: PINNED },
    ],
    [
      'an image that a person tagged',
      facts({ madeFrom: ['r.io/x:1.2'] }, image('r.io/x:1.2')),
      COMMIT,
      { image: 'r.io/x:1.2' },
    ],
    [
      'a promoted image, on an older version',
      facts({ madeFrom: [PINNED] }),
      COMMIT,
      { image: PINNED },
    ],
    ['a local image', facts({ madeFrom: [LOCAL] }, image(LOCAL)), '', undefined],
    [
      'not a container left over from a failed deployment',
      facts({ upcoming: true, reference: NUMBER, madeFrom: [PINNED] }, push),
      COMMIT,
      { commit: COMMIT },
    ],
    ['nothing pushed', facts({}, push), '', undefined],
    ['nothing at all', facts(undefined), '', undefined],
  ])('%s', (_, given, commit, expected) => {
    expect(previousVersion(given, commit)).toEqual(expected)
  })
})

describe('what is deployed after a failure', () => {
  test('the commit of an app without containers', () => {
    expect(rollbackTarget(facts(undefined, push), COMMIT)).toEqual({ commit: COMMIT })
  })

  test('nothing, if there was nothing, or only an image without a permanent name', () => {
    expect(rollbackTarget(facts(undefined), '')).toBe('none')
    expect(rollbackTarget(facts({ madeFrom: [LOCAL] }, image(LOCAL)), '')).toBe('unnamed')
  })
})
