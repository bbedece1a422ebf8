// What the steps of a promotion share.

import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import type { DigestOf } from './adapters/registry-digest.ts'
import type { PromoteInputs } from './inputs.ts'
import type { PromoteResult } from './result.ts'

export type PromotePorts = DeployPorts & {
  readonly warn: (message: string) => void
  readonly digestOf: DigestOf
}

export type Promotion = {
  readonly inputs: PromoteInputs
  readonly server: Server
  readonly ports: PromotePorts
  readonly result: PromoteResult
}

/** Milliseconds that a deployment may take. */
export const DEPLOY_TIMEOUT = 1_800_000
