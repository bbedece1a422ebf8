import { expect, test } from '@jest/globals'
import type { FleetHost } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import type { Service } from '../../../actions/fabric-deploy/src/config/service.ts'
import type { Session } from '../../../actions/fabric-deploy/src/host/session.ts'
import type { Job } from '../../../actions/fabric-deploy/src/job.ts'
import type { Change } from '../../../actions/fabric-deploy/src/plan/change.ts'
import { rollOut } from '../../../actions/fabric-deploy/src/rollout/rollout.ts'
import type { PreparedHost } from '../../../actions/fabric-deploy/src/rollout/switch-host.ts'
import { UserError } from '../../../kit/action/user-error.ts'

const shop = { name: 'shop', check: { kind: 'running', time: 0 }, stopGrace: 0, restart: 'no' }
const BEHIND = { isBehind: true, stopLast: true }
const OPEN = { isBehind: false, stopLast: false }
const LEAVES = { isBehind: false, stopLast: true }

type Answer = readonly [code: number, ...records: string[]] | UserError

/** Rolls out to hosts, a batch each, whose scripts answer as given for their mode, else with success. Returns what was asked and the results. */
async function rolledOut(
  kinds: readonly Pick<Change, 'isBehind' | 'stopLast'>[],
  answers: Readonly<Record<string, Answer>>,
) {
  const asked: string[] = []
  const log: string[] = []
  const batches = kinds.map((kind, index): PreparedHost[] => {
    const host = { name: `h${index}` } as FleetHost
    const change = {
      service: shop as Service,
      startId: 'id',
      stopIds: [],
      ...kind,
    } as unknown as Change
    const session: Session = {
      host,
      async run(_, [mode = ''], { onLine } = {}) {
        const question = `${mode} ${host.name}`
        asked.push(question)
        const answer = answers[question] ?? [0]
        if (answer instanceof UserError) throw answer
        const [code, ...records] = answer
        for (const record of records) onLine?.(record.replaceAll(' ', '\t'))
        return { code, stdout: '', stderr: '', signal: null } as never
      },
      reconnect: async () => {},
      giveUp() {},
      close: async () => {},
    }
    const plan = { host, changes: [change], unconfigured: [] }
    return [{ session, plan, created: new Map(), hadProxy: true }]
  })
  const ports = {
    clock: { now: () => 0, sleep: async () => {} },
    log: (line: string) => void log.push(line),
    show: (title: string, lines: readonly string[]) => void log.push(title, ...lines),
    signal: new AbortController().signal,
    hurry: () => false,
  }
  const { results, cause } = await rollOut(batches, 0, { slug: 's', runId: 'r' } as Job, ports)
  const rows = [...results].map(([{ session }, { running, failure }]) =>
    [session.host.name, running, failure?.reason ?? ''].join(' ').trim(),
  )
  return { asked, rows, cause, log: log.join('\n') }
}

test('after the last batch, only hosts whose old containers still run are checked', async () => {
  const { asked, rows, cause } = await rolledOut([BEHIND, OPEN, LEAVES], {})
  expect(asked).toEqual(['switch h0', 'switch h1', 'switch h2', 'check h0', 'check h2'])
  expect([rows, cause]).toEqual([['h0 new', 'h1 new', 'h2 new'], undefined])
})

test('a container that has exited since its host was switched: all hosts are rolled back', async () => {
  const { asked, rows, cause, log } = await rolledOut([BEHIND, BEHIND, OPEN], {
    'check h0': [1, 'failed shop exited 3', 'log shop killed'],
  })
  expect(asked.slice(-3)).toEqual(['rollback h2', 'rollback h1', 'rollback h0'])
  expect(rows).toEqual(['h0 old exited', 'h1 old', 'h2 old'])
  expect(cause).toMatchObject({ reason: 'exited', code: 3 })
  expect(log).toContain("h0: last lines of the container's log\nkilled")
})

test('an old container that cannot be restored is the reason, and the cause is still reported', async () => {
  const { rows, cause } = await rolledOut([BEHIND, BEHIND], {
    'check h1': [1, 'failed shop route-lost'],
    'rollback h1': [2, 'lost shop id gone'],
  })
  expect(rows).toEqual(['h0 old', 'h1 unknown not-restored'])
  expect(cause?.reason).toBe('proxy-failed')
})

test('a host that cannot be reached for the check could not be rolled back: the new version stays everywhere', async () => {
  const { asked, rows, log } = await rolledOut([BEHIND, BEHIND], {
    'check h0': new UserError('unreachable', 'no route'),
  })
  // Once more over a new connection.
  expect(asked.slice(2).sort()).toEqual(['check h0', 'check h0', 'check h1'])
  expect([rows, log]).toEqual([['h0 new', 'h1 new'], 'h0: no route'])
})
