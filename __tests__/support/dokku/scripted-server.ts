// A Dokku server whose answers a test scripts, and a clock that moves only when something sleeps.
import type { Dokku } from '../../../kit/dokku/server.ts'
import { type Feature, has, type Version } from '../../../kit/dokku/version.ts'
import type { Clock } from '../../../kit/time/clock.ts'

export type ScriptedAnswer = {
  readonly code: number
  readonly stdout?: string
  readonly stderr?: string
}

/** What `builds:list` answers while a deployment runs, and when none does. */
export const RUNNING = { code: 0, stdout: '[{"display_status":"running"}]' }
export const IDLE = { code: 0, stdout: '[{"display_status":"succeeded"}]' }

/** Returns a server of a version, the newest by default. `answer` gets each command; `asked` collects them. */
export function scriptedServer(
  answer: (command: string) => ScriptedAnswer,
  version: Version = [0, 38, 27],
) {
  const asked: string[] = []
  const dokku = {
    host: { user: 'dokku', name: 'example.org', port: 22 },
    version,
    has: (feature: Feature) => has(version, feature),
    async run(words: readonly string[]) {
      const command = words.filter((word) => word !== '--quiet').join(' ')
      asked.push(command)
      return { stdout: '', stderr: '', ...answer(command) }
    },
    reconnect: async () => void asked.push('(reconnect)'),
  } as unknown as Dokku
  return { dokku, asked }
}

/** Returns a clock at 0 that passes time by sleeping, at once. */
export function instantClock(): Clock {
  let now = 0
  return {
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds
    },
  }
}
