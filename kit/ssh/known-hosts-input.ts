// The input `known-hosts`.

import type { Input } from '../action/inputs.ts'
import { type KnownHosts, readKnownHosts } from './known-hosts.ts'

/** Reads lines of known_hosts, or hosts with fingerprints. */
export const knownHosts: Input<KnownHosts> = (raw) => {
  const read = readKnownHosts(raw)
  return 'problems' in read ? { problems: [...read.problems] } : { value: read }
}
