// What a failed update does, by what has happened before: AWS is a record here.
import { expect, test } from '@jest/globals'
import type { Aws, FunctionFacts, Restoration } from '../../../actions/zappa-update/src/aws/aws.ts'
import { summary } from '../../../actions/zappa-update/src/report.ts'
import { emptyResult } from '../../../actions/zappa-update/src/result.ts'
import { recover } from '../../../actions/zappa-update/src/update/recover.ts'
import type { UpdateState } from '../../../actions/zappa-update/src/update/update-state.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { inputsWith, stageWith } from '../../support/zappa-update/inputs-and-stage.ts'

const OLD = { sha: 'old=', version: '7', size: 1 }
const NEW = { sha: 'new=', version: '8', size: 2 }
const FAILURE = new UserError('smoke-failed', 'it answers with 500')

const RESTORED: Restoration = {
  ...{ sha: 'old=', version: '9', size: 1 },
  ...{ sentCode: true, changed: [], aliases: [], missing: [] },
}

/** An update of version 7 that failed. `serving` is what AWS has then, one for each time it is asked. */
function failedUpdate({
  serving = [NEW],
  restore = async () => RESTORED,
  inputs = {},
  ...changes
}: {
  serving?: (typeof OLD)[]
  restore?: Aws['restore']
  inputs?: Record<string, string>
} & Partial<Omit<UpdateState, 'inputs'>> = {}) {
  const calls: string[] = []
  const signal = new AbortController().signal
  const state = {
    inputs: inputsWith(inputs),
    stage: stageWith(),
    aws: {
      currentCode: async () => ({ ...(serving.shift() ?? NEW), failed: '' }),
      describe: async () => undefined,
      restore: (...args: Parameters<Aws['restore']>) => {
        calls.push(`restore ${args[0]}`)
        return restore(...args)
      },
    } as Partial<Aws> as Aws,
    result: { ...emptyResult('dev'), before: OLD },
    copyFolder: '/copy',
    hasCopy: true,
    mayHaveReplacedCode: true,
    mayHaveRunCommand: false,
    clock: { now: () => 0, sleep: async (ms: number) => void calls.push(`sleep ${ms}`) },
    log: () => {},
    warn: (message: string) => void calls.push(`warning: ${message}`),
    interruption: { cancel: signal, signal, timeout: 1000 },
    ...changes,
  } as Partial<UpdateState> as UpdateState
  return { state, calls }
}

test('new code that is live is replaced by the copy, and the error keeps its reason', async () => {
  const { state, calls } = failedUpdate()
  const error = await recover(state, FAILURE)
  expect(error.reason).toBe('smoke-failed')
  expect(error.message).toBe(
    'it answers with 500\nThe old code is live again, as version 9 (CodeSha256 old=)',
  )
  expect(calls).toEqual(['restore /copy'])
  expect(state.result).toMatchObject({ changed: false, restored: true, now: { version: '9' } })
})

test('the configuration is restored even if the code is still the old one', async () => {
  const restore = async () => ({ ...RESTORED, sentCode: false })
  const { state, calls } = failedUpdate({ serving: [OLD], restore })
  await recover(state, FAILURE)
  expect(calls).toEqual(['restore /copy'])
  expect(state.result).toMatchObject({ changed: false, restored: false })
})

test('the schema is mentioned only if a command may have run', async () => {
  const without = await recover(failedUpdate().state, FAILURE)
  expect(without.message).not.toContain('schema')
  const withCommand = await recover(failedUpdate({ mayHaveRunCommand: true }).state, FAILURE)
  expect(withCommand.message).toContain('partly migrated')
})

test('with "on-failure: keep" nothing is restored', async () => {
  const { state, calls } = failedUpdate({ inputs: { 'on-failure': 'keep' } })
  const error = await recover(state, FAILURE)
  expect(error.message).toContain('The new code is live')
  expect(calls).toEqual([])
  expect(state.result).toMatchObject({ changed: true, restored: false })
})

test.each([
  [OLD, 'nothing was replaced'],
  [NEW, 'someone else updated the function'],
])('if this run sent no code, %j stays', async (code, message) => {
  const { state, calls } = failedUpdate({ serving: [code], mayHaveReplacedCode: false })
  expect((await recover(state, FAILURE)).message).toContain(message)
  expect(calls).toEqual([])
  expect(state.result).toMatchObject({ restored: false, now: code })
})

test('a restore that fails is the reason not-restored, and both errors are shown', async () => {
  const restore = () => Promise.reject(new UserError('denied', 'AWS denies access'))
  const { state } = failedUpdate({ restore })
  const error = await recover(state, FAILURE)
  expect(error.reason).toBe('not-restored')
  for (const text of ['it answers with 500', 'AWS denies access', 'the code of version 7'])
    expect(error.message).toContain(text)
  expect(state.result).toMatchObject({ changed: true, restored: false })
})

test('if nothing is known about the code after a failure, it counts as changed', async () => {
  const currentCode = () => Promise.reject(new UserError('unreachable', "AWS can't be reached"))
  const { state } = failedUpdate({ aws: { currentCode } as Partial<Aws> as Aws })
  expect((await recover(state, FAILURE)).reason).toBe('not-restored')
  expect(state.result).toMatchObject({ changed: true, restored: false })
})

test('what was restored besides the code is shown', async () => {
  const restore = async () => ({ ...RESTORED, changed: ['Role'], aliases: ['snapstart'] })
  const { message } = await recover(failedUpdate({ restore }).state, FAILURE)
  expect(message).toContain('Configuration restored: "Role"')
  expect(message).toContain('Aliases moved back: "snapstart"')
})

test('a part that could not be restored makes it not-restored, and all parts are named', async () => {
  const missing = [{ what: 'Runtime', why: 'AWS refuses the request: "python3.8"' }]
  const restore = async () => ({ ...RESTORED, changed: ['Role'], aliases: ['snapstart'], missing })
  const { state } = failedUpdate({ restore })
  const error = await recover(state, FAILURE)
  expect(error.reason).toBe('not-restored')
  expect(error.message.split('\n')).toEqual([
    'it answers with 500',
    'The old code is live again, but a part of what belongs to it could not be restored',
    'Restored: the code, as version 9 (CodeSha256 old=), Role, the alias "snapstart"',
    'Not restored: Runtime: AWS refuses the request: "python3.8"',
    expect.stringMatching(/^Check the function/),
  ])
  expect(state.result).toMatchObject({ changed: false, restored: false, now: { sha: 'old=' } })
  const page = summary({ ...state.result, error }, false, 1)
  expect(page).toContain('the old code is live again, but not restored: Runtime')
  expect(page).toContain('| not restored | <code>Runtime</code> |')
  expect(page).toMatch(/\| restored \| <code>the code.*Role.*snapstart/)
})

test('if only the code could not be restored, that is not-restored as well', async () => {
  const missing = [{ what: 'the code', why: 'AWS denies access' }]
  const restore = async () => ({ ...RESTORED, ...NEW, changed: ['MemorySize'], missing })
  const { state } = failedUpdate({ restore })
  const error = await recover(state, FAILURE)
  expect([error.reason, state.result.changed, state.result.restored]).toEqual([
    'not-restored',
    true,
    false,
  ])
  for (const text of ['Restored: MemorySize', 'Not restored: the code', 'the code of version 7'])
    expect(error.message).toContain(text)
})

test('after an interruption the code is checked again, because a late request may replace it', async () => {
  const signal = AbortSignal.abort()
  const interruption = { cancel: signal, signal, timeout: 1000 }
  const { state, calls } = failedUpdate({ serving: [OLD, NEW], interruption })
  await recover(state, FAILURE)
  expect(calls).toEqual(['sleep 1500', 'restore /copy'])
  expect(state.result.restored).toBe(true)
})

test('a request that takes effect only when the restore has begun: it has restored the old code', async () => {
  const signal = AbortSignal.abort()
  const interruption = { cancel: signal, signal, timeout: 1000 }
  const { state } = failedUpdate({ serving: [OLD, OLD], interruption })
  await recover(state, FAILURE)
  expect(state.result).toMatchObject({ changed: false, restored: true })
})

test('a first deployment has nothing to restore', async () => {
  const nothing = failedUpdate({ result: emptyResult('dev') })
  expect((await recover(nothing.state, FAILURE)).message).toContain('Nothing was deployed')
  const facts = { ...NEW } as Partial<FunctionFacts> as FunctionFacts
  const aws = { describe: async () => facts } as Partial<Aws> as Aws
  const { state, calls } = failedUpdate({ result: emptyResult('dev'), aws })
  expect((await recover(state, FAILURE)).message).toContain('"zappa undeploy dev" removes it')
  expect(calls).toEqual([])
  expect(state.result).toMatchObject({ changed: true, now: NEW })
})
