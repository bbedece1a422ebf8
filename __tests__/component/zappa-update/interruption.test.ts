import { expect, test } from '@jest/globals'
import {
  throwIfInterrupted,
  unlessInterrupted,
} from '../../../actions/zappa-update/src/update/interruption.ts'

function interruptible() {
  const cancel = new AbortController()
  const limit = new AbortController()
  const signal = AbortSignal.any([cancel.signal, limit.signal])
  return { cancel, limit, interruption: { cancel: cancel.signal, signal, timeout: 90_000 } }
}
const never = new Promise<never>(() => {})

test('a promise settles as usual while the run is not interrupted', async () => {
  const { interruption } = interruptible()
  throwIfInterrupted(interruption)
  expect(await unlessInterrupted(interruption, Promise.resolve(7))).toBe(7)
  const failed = Promise.reject(new Error('failed'))
  await expect(unlessInterrupted(interruption, failed)).rejects.toThrow('failed')
})

test('a cancelled run does not wait any longer', async () => {
  const { cancel, interruption } = interruptible()
  const waiting = unlessInterrupted(interruption, never)
  cancel.abort()
  await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' })
  await expect(unlessInterrupted(interruption, never)).rejects.toMatchObject({
    reason: 'cancelled',
  })
  expect(() => throwIfInterrupted(interruption)).toThrow('The run was cancelled')
})

test('a run that exceeds its time limit does not wait any longer', async () => {
  const { limit, interruption } = interruptible()
  const waiting = unlessInterrupted(interruption, never)
  limit.abort()
  await expect(waiting).rejects.toMatchObject({ reason: 'timeout' })
  await expect(waiting).rejects.toThrow('1.5 minutes')
})
