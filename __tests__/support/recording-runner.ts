import type { Runner } from '../../kit/action/runner.ts'

export type Recorded = {
  readonly runner: Runner
  /** Every call in its order: its name, then its arguments. */
  readonly calls: readonly (readonly unknown[])[]
  /** What was set as outputs. */
  outputs(): Readonly<Record<string, string>>
}

/** A runner that records every call. */
export function recordingRunner(): Recorded {
  const calls: unknown[][] = []
  const recording =
    (name: keyof Runner) =>
    (...args: readonly unknown[]): void => {
      calls.push([name, ...args])
    }
  const runner: Runner = {
    log: recording('log'),
    group: recording('group'),
    openGroup(title) {
      calls.push(['openGroup', title])
      return {
        line: (text) => void calls.push(['line', text]),
        end: () => void calls.push(['end']),
      }
    },
    annotate: recording('annotate'),
    mask: recording('mask'),
    outputs: recording('outputs'),
    state: recording('state'),
    summary: recording('summary'),
  }
  const outputs = (): Record<string, string> =>
    Object.assign({}, ...calls.filter(([name]) => name === 'outputs').map(([, values]) => values))
  return { runner, calls, outputs }
}
