import { test } from '@jest/globals'
import { type PeerName, peer } from '../scripts/peers.ts'

/** Defines tests that need a peer. Without it they are skipped and say how to get it; with CI=true that is a failure. */
export function withPeer(name: PeerName, define: (path: string) => void): void {
  const path = peer(name)
  if (path !== undefined) {
    define(path)
    return
  }
  const title = `skipped: ${name} is missing, npm run peers installs it`
  if (process.env['CI'] === 'true') {
    test(title, () => {
      throw new Error(title)
    })
  } else test.skip(title, () => {})
}
