import { describe, expect, test } from '@jest/globals'
import type { TagInputs } from '../../actions/docker-tag/src/inputs.ts'
import { OUTPUTS } from '../../actions/docker-tag/src/outputs.ts'
import { run } from '../../actions/docker-tag/src/run.ts'
import { UserError } from '../../kit/errors.ts'
import type { Payload } from '../../kit/payload.ts'
import { recordingRunner } from './recording.ts'

const INPUTS: TagInputs = {
  ref: '',
  images: [],
  prefix: '',
  suffix: '',
  'max-length': 128,
  mode: 'hash',
  also: [],
  created: '',
}

function tag(inputs: Partial<TagInputs>, payload: Payload = {}, event = 'push') {
  const { runner, calls, outputs } = recordingRunner()
  let error: unknown
  try {
    run(
      { ...INPUTS, ...inputs },
      { runner, event: () => ({ event, ref: '', sha: '', payload }), source: '' },
    )
  } catch (thrown) {
    error = thrown
  }
  return { calls, error, outputs: outputs() }
}

describe('run of docker-tag', () => {
  test('sets exactly the declared outputs', () => {
    const { outputs } = tag({ ref: 'a/b' })
    expect(Object.keys(outputs).sort()).toEqual([...OUTPUTS].sort())
  })

  test("takes the input before the event's ref", () => {
    const payload = { ref: 'refs/heads/develop' }
    expect(tag({}, payload).outputs['tag']).toBe('develop')
    expect(tag({ ref: 'other' }, payload).outputs['tag']).toBe('other')
  })

  test.each([
    ['push', { ref: 'refs/heads/refs/heads/main' }],
    [
      'pull_request',
      {
        pull_request: {
          head: { ref: 'refs/heads/main', repo: { full_name: 'a/b' } },
          base: { ref: 'x', repo: { full_name: 'a/b' } },
        },
      },
    ],
  ])('%s: a branch that is called refs/heads/main is not main', (event, payload) => {
    expect(tag({}, payload, event).outputs['tag']).toMatch(/^refs-heads-main-[0-9a-f]{10}$/)
  })

  test('the label has the date of a queued merge', () => {
    const head_commit = { id: 'a'.repeat(40), timestamp: '2026-01-02T03:04:05Z' }
    const merge_group = {
      base_ref: 'refs/heads/main',
      head_ref: 'refs/heads/q',
      head_sha: 'a'.repeat(40),
      head_commit,
    }
    expect(tag({}, { merge_group }, 'merge_group').outputs['labels']).toContain(
      'org.opencontainers.image.created=2026-01-02T03:04:05Z',
    )
  })

  test('warns of a fork, whose branch may have the name of one of ours', () => {
    const head = { ref: 'master', sha: 'a'.repeat(40), repo: { full_name: 'mallory/shop' } }
    const base = { ref: 'master', repo: { full_name: 'acme/shop' } }
    const payload = { number: 1, pull_request: { number: 1, head, base } }
    const warnings = (inputs: Partial<TagInputs>): unknown[] =>
      tag(inputs, payload, 'pull_request').calls.filter(([, level]) => level === 'warning')
    expect(warnings({})).toHaveLength(1)
    expect(warnings({ ref: 'own' })).toEqual([])
  })

  test.each([
    ['no ref at all', {}, 'no-ref'],
    ['a name that the mode refuses', { ref: 'a/b', mode: 'fail' }, 'no-tag'],
    ['a further tag that is none', { ref: 'a', also: ['a/b'] }, 'bad-input'],
    ['an image that is none', { ref: 'a', images: ['A b'] }, 'bad-input'],
  ] as const)('%s leaves nothing half done', (_, inputs, reason) => {
    const { calls, error } = tag(inputs)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ reason })
    expect(calls).toEqual([])
  })
})
