// Runs of trigger in which one request fails.
import { expect } from '@jest/globals'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import type { Settings } from '../../../fakes/github/state.ts'
import { type Hub, openHub } from '../github/hub.ts'
import { type Triggered, trigger } from './in-process.ts'
import { DISPATCH, EVENT } from './workflows.ts'

export type Way = {
  readonly values: Readonly<Record<string, string>>
  readonly settings?: Partial<Settings>
}

const workflow = { workflow: 'deploy.yml', inputs: 'environment=staging' }
const correlation = { correlation: 'correlation' }
export const WAYS: Readonly<Record<string, Way>> = {
  'a workflow': { values: workflow },
  'a workflow with correlation': { values: { ...workflow, ...correlation } },
  'a workflow of an older server': {
    values: { ...workflow, ...correlation, ref: 'master' },
    settings: { returnsRunDetails: false },
  },
  'an event': { values: { 'event-type': 'deploy', workflow: 'deploy.yml', ...correlation } },
  'a workflow that is not waited for': { values: { ...workflow, wait: 'false' } },
}

export type OpenFault = Omit<Fault, 'operation' | 'skip' | 'when'>

const POLL = 10

/** Checks what holds whatever fails. */
function holds(hub: Hub, result: Triggered, name: string): void {
  const starts = hub.state.actions.runs.length
  const { seconds, shown, outputs, error } = result
  expect([name, starts <= 1]).toEqual([name, true])
  expect([name, hub.requests.length <= seconds / POLL + 5]).toEqual([name, true])
  expect([name, (shown + JSON.stringify(outputs)).includes(PASSWORD)]).toEqual([name, false])
  const isGood = outputs['reason'] === 'succeeded' || outputs['reason'] === 'started'
  expect([name, error === '']).toEqual([name, isGood])
}

/** A run of a way, of which one request after another is disturbed. Its GitHub is the same all the time, and starts anew for each. */
export class Disturbed {
  readonly way: Way
  readonly hub: Hub
  /** The operations of an undisturbed run, each with how many of the same come before. */
  readonly requests: readonly { readonly operation: string; readonly skip: number }[]
  /** The reason of an undisturbed run. */
  readonly good: string

  private constructor(way: Way, hub: Hub, operations: readonly string[]) {
    this.way = way
    this.hub = hub
    this.good = way.values['wait'] ? 'started' : 'succeeded'
    this.requests = operations.map((operation, at) => ({
      operation,
      skip: operations.slice(0, at).filter((name) => name === operation).length,
    }))
  }

  static async open(way: Way): Promise<Disturbed> {
    const hub = await openHub(way.settings ? { settings: way.settings } : {})
    const { outputs } = await trigger(hub, way.values)
    const operations = hub.requests.map(({ operation }) => operation)
    const disturbed = new Disturbed(way, hub, operations)
    expect(outputs['reason']).toBe(disturbed.good)
    return disturbed
  }

  /** Runs it with one fault, and checks what holds whatever fails. */
  async run(fault: Fault, name: string): Promise<Triggered> {
    const { hub, way } = this
    hub.restart(way.settings)
    hub.faults.push({ ...fault })
    const result = await trigger(hub, way.values, { timeout: 200 })
    holds(hub, result, name)
    return result
  }

  /** Checks a fault that leaves it open whether a request took effect, for each request. */
  async staysOpen(kind: string, fault: OpenFault): Promise<void> {
    const isStart = (operation: string): boolean => operation === DISPATCH || operation === EVENT
    for (const { operation, skip } of this.requests) {
      for (const when of ['before', 'after'] as const) {
        const name = `${kind} ${when} ${operation} ${skip}`
        const { outputs, seconds } = await this.run({ ...fault, when, operation, skip }, name)
        const hasStarted = this.hub.state.actions.runs.length === 1
        const isFound = hasStarted && this.way.values['correlation'] !== undefined
        const reason = isStart(operation) && !isFound ? 'start-unknown' : this.good
        expect([name, outputs['reason']]).toEqual([name, reason])
        if (reason === 'start-unknown') expect(seconds).toBeLessThanOrEqual(300)
      }
    }
  }
}
