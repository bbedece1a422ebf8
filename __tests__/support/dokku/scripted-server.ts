// A Dokku server whose answers a test scripts, and a clock that moves only when something sleeps.
import type { Dokku } from '../../../kit/dokku/server.ts'
import type { Clock } from '../../../kit/time/clock.ts'

export type ScriptedAnswer = { readonly code: number; readonly stdout?: string }

/** Returns a server of the newest version. `answer` gets each command; `asked` collects them. */
export function scriptedServer(answer: (command: string) => ScriptedAnswer) {
  const asked: string[] = []
  const dokku = {
    has: () => true,
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
