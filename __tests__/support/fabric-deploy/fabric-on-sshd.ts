// Real Fabric and two real sshd: one accepts the key of the tests, the other does not.
import { tmpdir } from 'node:os'
import { afterAll, beforeAll } from '@jest/globals'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { type Agent, startAgent } from '../../../kit/ssh/agent.ts'
import { type FabricOptions, type FabricResult, type FabricRunner, fabricRunner } from './fabric.ts'

export type FabricOnSshd = {
  readonly one: Sshd
  readonly other: Sshd
  /** `one`, as a configuration names it. */
  readonly host: string
  /** The lines of known_hosts for `one`. */
  readonly known: readonly string[]
  readonly fabric: FabricRunner
  /** Runs tasks on `one`. */
  run(tasks: string, options?: FabricOptions): Promise<FabricResult>
}

/** Starts the servers before the tests of the surrounding `describe`. */
export function fabricOnSshd(fab: string, sshd: string): FabricOnSshd {
  let one: Sshd
  let other: Sshd
  let agent: Agent
  let fabric: FabricRunner
  beforeAll(async () => {
    const kinds = ['ecdsa', 'ed25519', 'rsa']
    ;[one, other] = await Promise.all([startSshd(sshd, { kinds }), startSshd(sshd)])
    agent = await startAgent({ key: one.key, passphrase: '' }, process.env, tmpdir())
    fabric = fabricRunner(fab, () => agent.env)
  })
  afterAll(async () => {
    await agent[Symbol.asyncDispose]()
    fabric.clean()
    await Promise.all([one.stop(), other.stop()])
  })
  const host = (): string => `root@127.0.0.1:${one.port}`
  return {
    get one() {
      return one
    },
    get other() {
      return other
    },
    get host() {
      return host()
    },
    get known() {
      return [one.known]
    },
    get fabric() {
      return fabric
    },
    run: (tasks, options = {}) =>
      fabric.run(tasks, { hosts: [host()], known: [one.known], ...options }),
  }
}

/** Returns the outcome, reason and code of every host. */
export const resultsOf = ({ rows }: FabricResult): string[] =>
  rows.map(({ outcome, reason, code }) => [outcome, reason, code].join(' ').trim())
