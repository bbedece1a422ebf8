import { expect, test } from '@jest/globals'
import { commandFailure } from '../../../actions/zappa-update/src/update/manage-commands.ts'

const SUCCESS = { error: '', payload: '{}', tail: '' }

test('a command succeeds if the function returns {}', () => {
  expect(commandFailure('migrate', SUCCESS, 30)).toBeUndefined()
})

test.each([
  [{ payload: 'null' }, 'migration-failed', 'exception_handler'],
  [{ payload: '' }, 'migration-failed', 'did not finish'],
  [
    { error: 'Unhandled', payload: '{"errorType":"E","errorMessage":"no"}' },
    'migration-failed',
    '"E: no"',
  ],
  [{ error: 'Unhandled', payload: 'no JSON' }, 'migration-failed', 'no JSON'],
  [
    { error: 'Unhandled', tail: '2026 x Task timed out after 30.03 seconds' },
    'migration-timed-out',
    'after 30.03 seconds',
  ],
  [
    {
      error: 'Sandbox.Timedout',
      payload: '{"errorMessage":"2026 x Task timed out after 3.00 seconds"}',
    },
    'migration-timed-out',
    '3.00',
  ],
])('a command that ended with %j failed: %s', (ended, reason, message) => {
  expect(commandFailure('migrate', { ...SUCCESS, ...ended }, 30)).toMatchObject({
    reason,
    message: expect.stringContaining(message),
  })
})

test('a secret is removed from what the function returns before that is shortened', () => {
  const redact = (text: string): string => text.replaceAll('secret-value', '***')
  // The message shows 200 characters, which end in the middle of the secret.
  const text = `${'x'.repeat(192)}secret-value`
  const ended = [
    { error: 'Unhandled', payload: JSON.stringify({ errorMessage: text }) },
    { error: 'Unhandled', payload: text },
    { payload: text },
  ]
  for (const one of ended) {
    const failure = commandFailure('migrate', { ...SUCCESS, ...one }, 30, redact)
    expect(failure?.message).toContain('xxx***')
    expect(failure?.message).not.toContain('secret')
  }
})
