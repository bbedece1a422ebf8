import { describe, expect, test } from '@jest/globals'
import { assertDeployed, containerChecks } from '../../../kit/dokku/verify-deployment.ts'
import { container } from '../../support/dokku/container.ts'

const old = [container({ id: 'a' }), container({ id: 'b', process: 'worker.1' })]

describe('a reported deployment', () => {
  test.each([
    ['all containers are new', [container({ id: 'c' })], ''],
    ['no container is new', old, 'not-deployed'],
    ['one of two containers is new', [container({ id: 'c' }), ...old.slice(1)], 'half-deployed'],
  ])('%s', (_, after, reason) => {
    const verify = () => assertDeployed('shop', after, containerChecks(old, after))
    if (reason === '') expect(verify).not.toThrow()
    else expect(verify).toThrow(expect.objectContaining({ reason }))
  })

  test('the first failed check is reported, with what is running', () => {
    const verify = () =>
      assertDeployed('shop', old, [
        [false, 'fine', ''],
        [true, 'wrong-branch', 'the app deploys branch "x"'],
        ...containerChecks(old, old),
      ])
    expect(verify).toThrow(
      expect.objectContaining({
        reason: 'wrong-branch',
        message: expect.stringMatching(
          /^"shop": the app deploys branch "x": web\.1 .*; worker\.1 /,
        ),
      }),
    )
  })
})
