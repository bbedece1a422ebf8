import { expect, test } from '@jest/globals'
import {
  type JsonProgram,
  ProgramFailure,
} from '../../../actions/zappa-update/src/adapters/json-lines.ts'
import { awsClient } from '../../../actions/zappa-update/src/aws/client.ts'

const ignore = (): void => {}
const redact = (text: string): string => text.replaceAll('secret-value', '***')

/** A program that answers every request alike. */
const programThat = (answer: () => Promise<unknown>): JsonProgram => ({
  greeting: answer(),
  request: answer,
  [Symbol.asyncDispose]: async () => {},
})
const failing = (error: Error): JsonProgram => {
  const program = programThat(() => Promise.reject(error))
  program.greeting.catch(() => {})
  return program
}

test.each([
  ['absent', 'not-deployed'],
  ['denied', 'denied'],
  ['expired', 'expired'],
  ['credentials', 'no-credentials'],
  ['profile', 'no-profile'],
  ['unreachable', 'unreachable'],
  ['no-answer', 'unreachable'],
  ['throttled', 'throttled'],
  ['conflict', 'conflict'],
  ['not-run', 'not-run'],
  ['not-json', 'bad-settings'],
  ['aws', 'aws-failed'],
  ['a kind of a later release', 'aws-failed'],
])('a failure of the kind "%s" has the reason %s', async (kind, reason) => {
  const aws = awsClient(failing(new ProgramFailure({ kind, message: 'said so' })), redact, ignore)
  await expect(aws.describe('shop-dev')).rejects.toMatchObject({
    reason,
    message: expect.stringContaining('"said so"'),
  })
})

test('a program that has ended is a failure of its own', async () => {
  const aws = awsClient(failing(new Error('it exited with 1: no memory')), redact, ignore)
  await expect(aws.python()).rejects.toMatchObject({
    reason: 'aws-failed',
    message: expect.stringContaining('it exited with 1: no memory'),
  })
})

test('a secret is removed from an error before that is shortened', async () => {
  // The message shows 200 characters, which end in the middle of the secret.
  const message = `${'x'.repeat(192)}secret-value`
  for (const error of [new ProgramFailure({ kind: 'aws', message }), new Error(message)]) {
    const failure = await awsClient(failing(error), redact, ignore)
      .tags('arn')
      .catch((thrown: unknown) => String(thrown))
    expect(failure).toContain('xxx***')
    expect(failure).not.toContain('secret')
  }
})

test('only the answer null means that there is no function', async () => {
  expect(
    await awsClient(
      programThat(async () => null),
      redact,
      ignore,
    ).describe('shop-dev'),
  ).toBe(undefined)
})

test('versions that AWS does not list are not taken for none: there is one warning', async () => {
  const unlisted = { kind: 'denied', message: 'no secret-value for you' }
  const warnings: string[] = []
  const program = programThat(async () => ({ sha: 'old=', version: '', unlisted }))
  const aws = awsClient(program, redact, (message) => void warnings.push(message))
  expect(await aws.describe('shop-dev')).toEqual({ sha: 'old=', version: '' })
  await aws.currentCode('shop-dev')
  expect(warnings).toEqual([
    expect.stringMatching(/^The published versions can't be listed.*AWS denies access.*no \*\*\*/),
  ])
})
