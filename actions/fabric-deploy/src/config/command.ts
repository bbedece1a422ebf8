// Commands of a service's containers. Pure.

import { milliseconds } from '../../../../kit/time/duration.ts'
import type { ServiceEntry } from './service-entry.ts'

/** A command that runs once before the switch, in a container of the new image. */
export type BeforeCommand = {
  readonly command: readonly string[]
  /** Milliseconds that it may take. */
  readonly within: number
}

/** Returns the arguments of a command. A string is a line for the image's shell, as in a Dockerfile. */
export const commandOf = (command: string | readonly string[] = []): readonly string[] =>
  typeof command === 'string' ? ['/bin/sh', '-c', command] : command

/** Returns the command that runs before the switch. */
export function beforeOf(before: ServiceEntry['before']): BeforeCommand | undefined {
  if (before === undefined) return undefined
  const isPlain = typeof before === 'string' || !('keysAt' in before)
  const { command = [], within = '10m' } = isPlain ? { command: before } : before
  return { command: commandOf(command), within: milliseconds(within) }
}
