// What a run needs of the outside world.

import type { Runner } from '../../../kit/action/runner.ts'
import type { ConfigSource } from '../../../kit/config/read.ts'
import type { Ssh } from '../../../kit/ssh/open-ssh.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { FabricSetup } from './fabfile/fabric-setup.ts'
import type { ScriptName } from './host/session.ts'

export type Ports = {
  readonly runner: Runner
  readonly configFile: (path: string) => ConfigSource
  /** Makes the key and the known hosts ready; `fastLogins` saves computing time on many hosts. */
  readonly ssh: (fastLogins: boolean) => Promise<Ssh>
  /** Returns the text of a script for a host. */
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  /** What other runs see of the owner of the lock. */
  readonly owner: readonly string[]
  /** Unique to this run. */
  readonly runId: string
  /** What running a fabfile needs. */
  readonly fabric: FabricSetup
}
