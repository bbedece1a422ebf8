import { describe, expect, test } from '@jest/globals'
import type { FailedJob, Start } from '../../../actions/trigger/src/workflows-api.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import {
  aRun,
  going,
  lost,
  named,
  nameless,
  type Ran,
  refused,
  type Script,
  sentTo,
  taking,
  triggered,
  UNIQUE,
  URL_7,
} from '../../support/trigger/trigger-run.ts'

const WITH = { workflow: 'deploy.yml', correlation: 'id' }
const EVENT = { 'event-type': 'deploy', ...WITH }
const failure = (reason: string): UserError => new UserError(reason, `GitHub: ${reason}`)

/** What the step may send in the time that it took. */
const bound = ({ outputs }: Ran, poll = 10): number => Number(outputs['seconds']) / poll + 5

describe('a run that is waited for', () => {
  test('succeeds: the outputs, one line a status', async () => {
    const ran = await triggered({ reads: [going('queued'), going(), going(), aRun()] })
    expect(ran.error).toBeUndefined()
    expect(ran.outputs).toEqual({
      ...{ 'run-id': '7', 'run-url': URL_7, attempt: '1', status: 'completed' },
      ...{ conclusion: 'success', seconds: '40', reason: 'succeeded' },
    })
    expect(ran.log).toEqual([
      'Starting "deploy.yml" of acme/shop on "main"',
      `Started: ${URL_7}`,
      'queued after 10 s',
      'in_progress after 20 s',
      'completed (success) after 40 s',
      'The run succeeded',
    ])
    expect(ran.requests.map(([name]) => name)).toEqual([
      ...['branch', 'start', 'read', 'read', 'read', 'read'],
    ])
    expect(ran.summary).toContain(URL_7)
  })

  test('that stays as it is has a line a minute', async () => {
    const reads = [...Array.from({ length: 30 }, () => going()), aRun()]
    const { log } = await triggered({ reads })
    expect(log.filter((line) => /in_progress/.test(line))).toEqual([
      ...[
        'in_progress after 10 s',
        'Still in_progress after 70 s',
        'Still in_progress after 130 s',
      ],
      ...['Still in_progress after 190 s', 'Still in_progress after 250 s'],
    ])
  })

  test('that waits for an approval is said once, with the link', async () => {
    const reads = [going('waiting'), going(), going('waiting'), aRun()]
    const { log } = await triggered({ reads })
    expect(log.filter((line) => line.includes('approval'))).toEqual([
      `notice The run waits for an approval: "${URL_7}"`,
    ])
  })

  test.each([
    ['failure', 'run-failure'],
    ['timed_out', 'run-timed-out'],
    ['cancelled', 'run-cancelled'],
    ['neutral', 'run-neutral'],
    ['skipped', 'run-skipped'],
    ['action_required', 'run-action-required'],
    ['startup_failure', 'run-startup-failure'],
    ['success_', 'run-success-'],
  ])('with the conclusion %s fails: %s', async (conclusion, reason) => {
    const jobs = [{ name: 'roll | out', url: `${URL_7}/job/1`, steps: ['`a`'] }]
    const ran = await triggered({ reads: [aRun({ conclusion, attempt: 2 })], jobs })
    expect(ran.reason).toBe(reason)
    expect(ran.outputs).toMatchObject({ reason, conclusion, attempt: '2', status: 'completed' })
    expect(ran.error?.message).toBe(
      `The run ended with the conclusion ${conclusion}: ${URL_7}\nFailed job "roll | out": "\`a\`" (${URL_7}/job/1)`,
    )
    expect(ran.summary).toContain('roll &#124; out')
    expect(ran.summary).not.toContain('`')
  })

  test('that failed is that also if its jobs can\u2019t be read', async () => {
    const ran = await triggered({
      reads: [aRun({ conclusion: 'failure' })],
      jobs: failure('forbidden'),
    })
    expect(ran.reason).toBe('run-failure')
    expect(ran.log.join('\n')).toContain('can\u2019t be read: GitHub: forbidden')
  })

  test('does not end in time: timed-out, and goes on', async () => {
    const ran = await triggered({ inputs: { ...WITH, timeout: '65s' }, reads: [going()] })
    expect(ran.reason).toBe('timed-out')
    expect(ran.error?.message).toContain(`The run goes on: ${URL_7}`)
    expect(ran.outputs).toMatchObject({ status: 'in_progress', conclusion: '', seconds: '65' })
    expect(ran.requests.at(-1)).toEqual(['read', 65_000])
    expect(sentTo(ran, 'cancel')).toBe(0)
  })

  test('that ends just then is read once more', async () => {
    const ran = await triggered({ inputs: { ...WITH, timeout: '5s' }, reads: [aRun()] })
    expect(ran.reason).toBe('succeeded')
  })

  test.each([
    ['GitHub was asked to cancel the run', 'cancelled'],
    ['The run had ended already', 'had-ended'],
    ['The run could not be cancelled and goes on', failure('forbidden')],
  ] as const)('does not end in time, with cancel: %s', async (words, cancels) => {
    const inputs = { ...WITH, timeout: '20s', cancel: 'true' }
    const ran = await triggered({ inputs, reads: [going()], cancels })
    expect(ran.reason).toBe('timed-out')
    expect(ran.error?.message).toContain(`${words}: ${URL_7}`)
    expect(sentTo(ran, 'cancel')).toBe(1)
  })

  test('a last look that fails says nothing against the run', async () => {
    const reads = [going(), failure('server-error')]
    const ran = await triggered({ inputs: { ...WITH, timeout: '15s' }, reads })
    expect(ran.reason).toBe('timed-out')
    const early = await triggered({ inputs: { ...WITH, timeout: '60s' }, reads })
    expect(early.reason).toBe('server-error')
    expect(early.error?.message).toContain(`The run goes on: ${URL_7}`)
    expect(early.outputs).toMatchObject({ 'run-id': '7', status: 'in_progress' })
  })

  test('a last look without an answer is cut', async () => {
    const ran = await triggered({
      inputs: { ...WITH, timeout: '15s' },
      reads: [going(), taking(30_000, going())],
    })
    expect(ran.reason).toBe('timed-out')
    expect(ran.times.end).toBeLessThan(20_000)
  })
})

describe('a start', () => {
  test('carries the correlation, and asks for the run', async () => {
    const ran = await triggered({ inputs: { ...WITH, ref: 'v1', inputs: '{"n": 1, "b": true}' } })
    const inputs = { n: '1', b: 'true', id: UNIQUE }
    expect(ran.requests[0]).toEqual([
      ...['start', 0, { workflow: 'deploy.yml', ref: 'v1', inputs, returnsRun: true }],
    ])
  })

  test('is the end without wait', async () => {
    const ran = await triggered({ inputs: { workflow: 'deploy.yml', wait: 'false' } })
    expect(ran.outputs).toMatchObject({
      reason: 'started',
      'run-id': '7',
      status: '',
      conclusion: '',
    })
    expect(ran.requests).toHaveLength(2)
  })

  test('that the server refuses for the key is made again without it', async () => {
    const ran = await triggered({ inputs: WITH, starts: [refused, nameless], lists: [[going()]] })
    expect(ran.reason).toBe('succeeded')
    expect(ran.requests.filter(([name]) => name === 'start').map(([, , start]) => start)).toEqual([
      expect.objectContaining({ returnsRun: true }),
      expect.objectContaining({ returnsRun: false }),
    ])
  })

  test('whose run could not be identified is not made', async () => {
    const ran = await triggered({ starts: [refused] })
    expect(ran.reason).toBe('correlation-missing')
    expect(ran.error?.message).toContain('nothing was started')
    expect(sentTo(ran, 'start')).toBe(1)
    const free = await triggered({
      inputs: { workflow: 'deploy.yml', wait: 'false' },
      starts: [refused, nameless],
    })
    expect(free.outputs).toMatchObject({ reason: 'started', 'run-id': '' })
  })

  test('that names no run, without a correlation: run-not-identified, and it says that one runs', async () => {
    const ran = await triggered({ starts: [nameless] })
    expect(ran.reason).toBe('run-not-identified')
    expect(ran.error?.message).toMatch(/^A run was started/)
    expect(ran.requests).toHaveLength(2)
  })

  test.each(['forbidden', 'not-found', 'ref-not-found', 'rate-limited', 'unreachable'])(
    'that is refused is not repeated: %s',
    async (reason) => {
      const ran = await triggered({ inputs: WITH, starts: [failure(reason)] })
      expect(ran.reason).toBe(reason)
      expect(ran.requests).toHaveLength(2)
      expect(ran.outputs).toMatchObject({ reason, 'run-id': '', status: '' })
    },
  )

  test('whose outcome is unknown is never repeated: without correlation, start-unknown', async () => {
    const ran = await triggered({ starts: [lost] })
    expect(ran.reason).toBe('start-unknown')
    expect(ran.error?.message).toContain('Look there before you run this again')
    expect(ran.requests).toHaveLength(2)
  })

  test.each(['true', 'false'])('whose outcome is unknown is looked for, wait: %s', async (wait) => {
    const lists = [[], [], [going()]]
    const ran = await triggered({ inputs: { ...WITH, wait }, starts: [lost], lists })
    expect(ran.reason).toBe(wait === 'true' ? 'succeeded' : 'started')
    expect(ran.outputs).toMatchObject({ 'run-id': '7' })
    expect(sentTo(ran, 'start')).toBe(1)
    expect(sentTo(ran, 'list')).toBe(3)
  })

  test('whose outcome is unknown is looked for 5 minutes, then it is start-unknown', async () => {
    const ran = await triggered({ inputs: WITH, starts: [lost] })
    expect(ran.reason).toBe('start-unknown')
    expect(ran.times.end).toBe(300_000)
    expect(ran.requests.length).toBeLessThanOrEqual(bound(ran))
    const short = await triggered({ inputs: { ...WITH, timeout: '30s' }, starts: [lost] })
    expect([short.reason, short.times.end]).toEqual(['start-unknown', 30_000])
    const blind = await triggered({ inputs: WITH, starts: [lost], lists: [failure('forbidden')] })
    expect(blind.reason).toBe('start-unknown')
    expect(blind.error?.message).toContain('GitHub: forbidden')
  })
})

describe('a run that GitHub did not name', () => {
  const other = (id: number, title: string) => aRun({ id, title })

  test('is the one with the correlation, never the newest', async () => {
    const lists = [
      [other(9, 'Deploy'), other(8, `Deploy ${UNIQUE.slice(0, -1)}`)],
      [other(9, ''), going()],
    ]
    const ran = await triggered({ inputs: EVENT, starts: [nameless], lists })
    expect(ran.outputs).toMatchObject({ reason: 'succeeded', 'run-id': '7' })
    const event = 'repository_dispatch'
    const since = new Date('2026-12-01T11:58:00Z')
    expect(ran.requests).toContainEqual(['list', 10_000, { workflow: 'deploy.yml', event, since }])
    expect(ran.requests[0]).toEqual(['start', 0, 'deploy', { id: UNIQUE }])
  })

  test('is the first of two, with a warning: a dispatch can make two runs', async () => {
    const lists = [[other(8, UNIQUE), going()]]
    const ran = await triggered({ inputs: EVENT, starts: [nameless], lists })
    expect(ran.outputs['run-id']).toBe('7')
    expect(ran.log.join('\n')).toContain('2 runs have')
  })

  test('and that is not found within 5 minutes: run-not-identified', async () => {
    const ran = await triggered({ inputs: EVENT, starts: [nameless] })
    expect(ran.reason).toBe('run-not-identified')
    expect(ran.error?.message).toMatch(/^A run was started/)
    expect(ran.times.end).toBe(300_000)
  })

  test('is not looked for without wait', async () => {
    const inputs = { 'event-type': 'deploy', wait: 'false' }
    const ran = await triggered({ inputs, starts: [nameless] })
    expect(ran.outputs).toMatchObject({ reason: 'started', 'run-id': '' })
    expect(ran.requests).toHaveLength(1)
  })
})

describe('a step that is cancelled', () => {
  const CANCEL = { ...WITH, cancel: 'true' }
  const lived = ({ times }: Ran): number => times.end - (times.cancelled ?? 0)
  const all: [string, Script, string, number][] = [
    ['while it waits', { reads: [going()] }, `The run goes on: ${URL_7}`, 0],
    [
      'while it waits, with cancel',
      { inputs: CANCEL, reads: [going()] },
      'GitHub was asked to cancel',
      0,
    ],
    [
      'while GitHub is silent',
      { reads: [going(), taking(30_000, going())] },
      `The run goes on: ${URL_7}`,
      0,
    ],
    [
      'and whose run had ended',
      { inputs: CANCEL, reads: [going()], cancels: 'had-ended' },
      'ended already',
      0,
    ],
    [
      'while the start is under way',
      { inputs: CANCEL, starts: [taking<Start>(28_000, named)] },
      `asked to cancel the run: ${URL_7}`,
      3000,
    ],
    [
      'while the start is under way, without cancel',
      { starts: [taking<Start>(28_000, named)] },
      `The run goes on: ${URL_7}`,
      3000,
    ],
    [
      'while the start gets no answer',
      { inputs: { ...CANCEL, wait: 'false' }, starts: [taking<Start>(60_000, lost, lost)] },
      'may have been started',
      5000,
    ],
    [
      'while the run is looked for',
      { inputs: WITH, starts: [nameless] },
      'A run was started and goes on',
      0,
    ],
    [
      'while the run is looked for, with cancel',
      { inputs: CANCEL, starts: [nameless], lists: [[], [], [], [going()]] },
      'GitHub was asked to cancel',
      2000,
    ],
    [
      'and GitHub does not answer to the cancellation',
      { inputs: CANCEL, reads: [going()], cancels: taking<'cancelled'>(30_000, 'cancelled') },
      `asked to cancel the run, and did not answer in time: ${URL_7}`,
      6300,
    ],
  ]

  test.each(all)('%s', async (_, script, words, milliseconds) => {
    const ran = await triggered({ ...script, cancelAt: 25_000 })
    expect(ran.reason).toBe('cancelled')
    expect(ran.outputs['reason']).toBe('cancelled')
    expect(ran.error?.message).toContain(words)
    expect(lived(ran)).toBe(milliseconds)
    expect(sentTo(ran, 'start')).toBe(1)
    expect(ran.requests.length).toBeLessThanOrEqual(bound(ran))
  })

  test('before the start starts nothing', async () => {
    const slow = await triggered({ inputs: CANCEL, branch: taking(3000, 'main'), cancelAt: 1000 })
    expect(slow.reason).toBe('cancelled')
    expect(slow.error?.message).toContain('Nothing was started')
    expect(sentTo(slow, 'start')).toBe(0)
  })

  test('between the two starts makes no second one', async () => {
    const starts = [taking(3000, refused), nameless]
    const ran = await triggered({ inputs: CANCEL, starts, cancelAt: 1000 })
    expect(ran.reason).toBe('cancelled')
    expect(ran.error?.message).toContain('Nothing was started')
    expect(sentTo(ran, 'start')).toBe(1)
  })

  test('while the failed jobs are read has the conclusion', async () => {
    const jobs = taking<readonly FailedJob[]>(20_000, [])
    const ran = await triggered({
      reads: [aRun({ conclusion: 'failure' })],
      jobs,
      cancelAt: 15_000,
    })
    expect(ran.outputs).toMatchObject({ reason: 'cancelled', conclusion: 'failure' })
  })
})

describe('secrets', () => {
  test('that GitHub repeats are in no log, summary or output', async () => {
    const token = 'ghs_0123456789'
    const url = `https://github.com/?t=${token}`
    const name = `${'x'.repeat(195)}${token}`
    const ran = await triggered({
      inputs: { ...WITH, token },
      starts: [{ kind: 'started', run: { id: 7, url } }],
      reads: [{ ...going(), url }, aRun({ conclusion: 'failure', url })],
      jobs: [{ name, url, steps: [name] }],
    })
    const all = JSON.stringify([ran.log, ran.summary, ran.outputs])
    expect(ran.reason).toBe('run-failure')
    expect(all.replaceAll(`mask ${token}`, '')).not.toContain('ghs_')
  })
})

describe('a webhook', () => {
  const inputs = { url: 'https://example.org/hook', payload: '{"a": 1}' }

  test('that is accepted', async () => {
    const ran = await triggered({ inputs })
    expect(ran.requests).toEqual([['webhook', 0, '{"a": 1}']])
    expect(ran.outputs).toEqual({
      ...{ 'run-id': '', 'run-url': '', attempt: '', conclusion: '' },
      ...{ status: '202', seconds: '0', reason: 'accepted' },
    })
    expect(ran.log.join('\n')).not.toContain('/hook')
    expect(ran.summary).not.toContain('/hook')
  })

  test('that is accepted when the step is cancelled', async () => {
    const inputs = { url: 'https://deploy.example.org/hooks' }
    const { reason, outputs, error } = await triggered({ inputs, cancelAt: 1000 })
    expect([reason, outputs['reason'], outputs['status']]).toEqual([
      'cancelled',
      'cancelled',
      '202',
    ])
    expect(error?.message).toBe('The step was cancelled. ok')
  })

  test('that is refused', async () => {
    const webhook = {
      reason: 'webhook-refused',
      message: 'no',
      status: 404,
      answer: ['gone'],
    } as const
    const ran = await triggered({ inputs, webhook })
    expect(ran.outputs).toMatchObject({ status: '404', reason: 'webhook-refused' })
    expect(ran.log.join('\n')).toContain('gone')
  })
})
