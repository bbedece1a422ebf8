// What the scenes of deployments share.
import type { Told } from '../describe-run.ts'

export type Scenes = {
  /** The scenes, to be played one after the other; what they need is made below a folder. */
  readonly scenes: (() => Promise<Told>)[]
  /** Stops what they have started. */
  stop(): Promise<void>
}

/** What a scene that decides nothing tells of decisions. */
export const nothing = {
  route: {},
  tag: '',
  warnings: [],
  errors: [],
  version: {},
  deployment: {},
} as const

/** A log as its page shows it: groups by their titles. */
export function shown(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line !== '##[endgroup]' && line !== '')
    .map((line) =>
      line.replace(/^##\[group\](.*)$/, '$1:').replace(/^##\[(error|warning|notice)\]/, '$1: '),
    )
}
