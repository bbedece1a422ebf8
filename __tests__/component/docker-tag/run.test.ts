import { describe, expect, test } from '@jest/globals'
import type { TagInputs } from '../../../actions/docker-tag/src/inputs.ts'
import { OUTPUTS } from '../../../actions/docker-tag/src/outputs.ts'
import { run } from '../../../actions/docker-tag/src/run.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { parseImageName } from '../../../kit/docker/image-reference.ts'
import type { Payload } from '../../../kit/events/payload.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

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

const image = (name: string) => {
  const read = parseImageName(name)
  if ('problem' in read) throw new Error(read.problem)
  return read
}
const annotations = (calls: readonly (readonly unknown[])[]) =>
  calls.filter(([name]) => name === 'annotate').map(([, level, message]) => [level, message])

describe('warnings and notices', () => {
  test.each(['strip', 'dash'] as const)(
    'mode %s: a notice if the tag differs from the name, since another branch may get the same tag',
    (mode) => {
      expect(annotations(tag({ ref: 'a/b', mode }).calls)).toEqual([
        ['notice', expect.stringContaining('another branch may have this tag')],
      ])
      expect(annotations(tag({ ref: 'ab', mode }).calls)).toEqual([])
    },
  )

  test('an image listed twice, in any spelling, gets one reference and a warning', () => {
    const images = ['app', 'docker.io/library/app', 'other'].map(image)
    const { calls, outputs } = tag({ ref: 'a', images })
    expect(annotations(calls)).toEqual([
      ['warning', expect.stringContaining('docker.io/library/app')],
    ])
    expect(outputs['tags']).toBe('app:a\nother:a')
  })

  test.each([
    [['x', 'uat', 'x', 'x'], ['"also" lists "x" more than once'], 'a\nx\nuat'],
    [['a'], ['"also" lists "a", which is the tag of the ref already'], 'a'],
    [
      ['a', 'x', 'a', 'x'],
      ['"also" lists "a", which is the tag of the ref already', '"also" lists "x" more than once'],
      'a\nx',
    ],
    [['x', 'X'], [], 'a\nx\nX'],
  ])('"also" with %j: each tag once, and a warning for each repeat', (also, warnings, tags) => {
    const { calls, outputs } = tag({ ref: 'a', also })
    expect(annotations(calls)).toEqual(warnings.map((message) => ['warning', message]))
    expect(outputs['tags']).toBe(tags)
  })

  test('no fork warning if a prefix or suffix distinguishes the tags', () => {
    const head = { ref: 'master', repo: { full_name: 'mallory/shop' } }
    const payload = {
      pull_request: { head, base: { ref: 'master', repo: { full_name: 'acme/shop' } } },
    }
    expect(annotations(tag({ prefix: 'pr-' }, payload, 'pull_request').calls)).toEqual([])
  })
})

describe('the name that the tag is made from', () => {
  const run = (more: object) => ({
    workflow_run: {
      head_branch: 'x',
      conclusion: 'success',
      head_repository: { full_name: 'a/b' },
      ...more,
    },
    repository: { full_name: 'a/b' },
  })
  test.each([
    [
      'merge_group',
      { merge_group: { base_ref: 'refs/heads/main', head_ref: 'refs/heads/queue-1' } },
      'queue-1',
    ],
    ['workflow_run', run({}), 'x'],
    ['delete', { ref: 'gone', ref_type: 'tag' }, 'gone'],
    ['push', { ref: 'refs/tags/v1' }, 'v1'],
  ])('%s', (event, payload, expected) => {
    expect(tag({}, payload, event).outputs['tag']).toBe(expected)
  })

  test('the date of the workflow run that triggered this one; no date if the event has an invalid one', () => {
    const created = (timestamp: string) =>
      tag({}, run({ head_commit: { timestamp } }), 'workflow_run').outputs['labels']
    expect(created('2026-01-02T03:04:05Z')).toContain('created=2026-01-02T03:04:05Z')
    expect(created('yesterday')).not.toContain('created')
  })
})

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
  ])('%s: a branch named refs/heads/main is not main', (event, payload) => {
    expect(tag({}, payload, event).outputs['tag']).toMatch(/^refs-heads-main-[0-9a-f]{10}$/)
  })

  test('a queued merge: the label has its date', () => {
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

  test('warns about a run from a fork, whose branch may have the same name as one here', () => {
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
  ] as const)('%s is an error before any output or log line', (_, inputs, reason) => {
    const { calls, error } = tag(inputs)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ reason })
    expect(calls).toEqual([])
  })
})
