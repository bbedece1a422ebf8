// What is reported of a failure, and of what was done about it.
import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../kit/action/user-error.ts'
import { notRestored, recoverFrom } from '../../../kit/dokku/recovery.ts'

const error = new UserError('look-denied', 'not allowed to ask')

/** Returns the reason and the message after a recovery that failed. */
async function afterFailure(failure: Error) {
  const { reason, message } = await recoverFrom(error, () => Promise.reject(failure))
  return [reason, message]
}

describe('a recovery', () => {
  test('adds what was found and done', async () => {
    const { reason, message } = await recoverFrom(error, async () => ({
      reason: 'half-deployed',
      messages: ['Running now: web.1'],
    }))
    expect([reason, message]).toEqual(['half-deployed', 'not allowed to ask\nRunning now: web.1'])
  })

  test('that fails keeps the reason, unless the previous version is not restored', async () => {
    expect(await afterFailure(new UserError('dokku-failed', 'no answer'))).toEqual([
      'look-denied',
      'not allowed to ask\nno answer',
    ])
    expect(await afterFailure(notRestored('no image'))).toEqual([
      'not-restored',
      'not allowed to ask\nThe previous version could not be restored: no image',
    ])
  })

  test('that fails for the same cause does not repeat it', async () => {
    expect(await afterFailure(new UserError('look-denied', 'not allowed to ask'))).toEqual([
      'look-denied',
      'not allowed to ask',
    ])
  })

  test('does not hide a bug', async () => {
    await expect(afterFailure(new Error('bug'))).rejects.toThrow('bug')
  })
})
