import { test } from '@jest/globals'
import { type PeerName, peer } from '../scripts/peers.ts'

/** Defines tests that need a peer. Without it they are skipped and say how to get it; with CI=true that is a failure. */
export function withPeer(name: PeerName, define: (path: string) => void): void {
  const path = peer(name)
  if (path !== undefined) define(path)
  else skipped(`${name} is missing, npm run peers installs it`)
}

/** Defines tests that need several peers. */
export function withPeers(names: readonly PeerName[], define: () => void): void {
  const missing = names.filter((name) => peer(name) === undefined)
  if (missing.length === 0) define()
  else skipped(`${missing.join(' and ')} are missing, npm run peers installs them`)
}

/** Defines tests that need several peers, and root, who alone can make namespaces. */
export function withPeersAsRoot(names: readonly PeerName[], define: () => void): void {
  const missing = names.filter((name) => peer(name) === undefined)
  if (missing.length > 0) {
    skipped(`${missing.join(' and ')} are missing, npm run peers installs them`)
  } else if (process.getuid?.() !== 0) skipped('these tests make namespaces, which takes root')
  else define()
}

function skipped(reason: string): void {
  const title = `skipped: ${reason}`
  if (process.env['CI'] === 'true') {
    test(title, () => {
      throw new Error(title)
    })
  } else test.skip(title, () => {})
}
