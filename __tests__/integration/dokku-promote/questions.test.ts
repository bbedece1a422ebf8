// What a promotion asks: each question costs a real server half a second of processor time. And what it does if an answer is refused.
import { describe, expect } from '@jest/globals'
import {
  changing,
  ended,
  errors,
  type Promoted,
  type Promotion,
  promotion,
} from '../../support/dokku/promotion.ts'
import { test } from '../../support/ssh-client-tests.ts'

const LONG = 300_000

/** Waits until what runs in staging has run for long enough, so that it need not be asked about twice. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3500))

/** Returns the number of questions before and after the commands that deploy; `version` is the first one. */
function questions({ asked }: Promoted): readonly [before: number, after: number] {
  const isDeploying = (line: string): boolean => /^(?:git:from-image|ps:rebuild) /.test(line)
  const [first, last] = [asked.findIndex(isDeploying), asked.findLastIndex(isDeploying)]
  return first < 0 ? [asked.length + 1, 0] : [first + 1, asked.length - last - 1]
}

describe('questions to the server', () => {
  test.concurrent.each([
    ['registry', 7, 7],
    ['image', 8, 8],
  ] as const)(
    '0.38.27, %s: at most %i before a deployment, 3 after it, %i for nothing to do',
    async (method, before, nothing) => {
      const p = await promotion('0.38.27')
      if (method === 'registry') await p.publish(p.from)
      await p.deploy(p.from, 'v1')
      expect(ended(await p.run({}))).toMatchObject({ code: 0, method })
      await p.deploy(p.from, 'v2')
      await settle()
      const next = await p.run({})
      expect(ended(next)).toMatchObject({ code: 0, method, changed: 'true' })
      const [asked, after] = questions(next)
      expect([next.asked, asked <= before, after <= 3]).toEqual([next.asked, true, true])
      await settle()
      const again = await p.run({})
      expect(ended(again)).toMatchObject({ code: 0, changed: 'false', same: 'true' })
      expect([again.asked, questions(again)[0] <= nothing]).toEqual([again.asked, true])
    },
    LONG,
  )
})

/** Refuses a command to the key, as dokku-acl does, and promotes. */
async function denied(p: Promotion, app: string, command: string, inputs = {}) {
  p.server.set(app, { denied: [command] })
  const result = await p.run({ 'on-failure': 'rollback', ...inputs })
  p.server.set(app, {})
  return result
}

describe('a key that may not ask', () => {
  test.concurrent(
    'is refused before anything changes, with the command',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v1')
      for (const [app, command] of [
        [p.from, 'apps:report'],
        [p.from, 'ps:inspect'],
        [p.from, 'builds:list'],
        [p.from, 'git-upload-pack'],
        [p.to, 'apps:report'],
        [p.to, 'ps:inspect'],
        [p.to, 'git-upload-pack'],
      ] as const) {
        const result = await denied(p, app, command)
        expect([command, ended(result)]).toMatchObject([
          command,
          { code: 1, reason: 'look-denied', changed: 'false', same: 'false' },
        ])
        expect(errors(result)).toContain(command)
        expect(changing(result.asked)).toEqual([])
      }
      expect(await p.page(p.to)).toBe('200 old')
    },
    LONG,
  )

  test.concurrent(
    'does not undo a promotion by a look that is refused afterwards',
    async () => {
      const p = await promotion('0.38.27')
      await p.deploy(p.to, 'old')
      await p.deploy(p.from, 'v1')
      const onLine = (line: string): void => {
        if (line.includes('-----> Building')) p.server.set(p.to, { denied: ['ps:inspect'] })
      }
      const result = await p.run({ 'on-failure': 'rollback' }, { onLine })
      expect(ended(result)).toMatchObject({ code: 1, reason: 'look-denied', changed: 'true' })
      expect(await p.page(p.to)).toBe('200 v1')
    },
    LONG,
  )

  test.concurrent(
    '0.24.0: `tags` is refused, and production is not rebuilt instead',
    async () => {
      const p = await promotion('0.24.0')
      await p.deploy(p.from, 'v1')
      const result = await denied(p, p.from, 'tags')
      expect(ended(result)).toMatchObject({ code: 1, reason: 'look-denied' })
      expect(p.server.app(p.to)?.deployed).toBe(false)
    },
    LONG,
  )
})
