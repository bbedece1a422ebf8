// What tests of reusable workflows share: a job that prints the outputs of the call, and functions that read a run.
import type { WorkflowResult } from './act.ts'

/** Returns the YAML of a job that prints the outputs of another one. */
export const after = (job: string): string => `  after:
    needs: ${job}
    if: always()
    runs-on: ubuntu-latest
    steps:
      - env:
          OUTPUTS: \${{ toJSON(needs.${job}.outputs) }}
        run: echo "the outputs are $(echo "$OUTPUTS" | tr -d ' \\n')"
`

/** Returns the outputs that this job printed. */
export function outputsSaid({ log }: WorkflowResult): Record<string, string> {
  const printed = log.split('\n').flatMap((line) => {
    const { msg = '' } = line.startsWith('{') ? (JSON.parse(line) as { msg?: string }) : {}
    return /the outputs are (\{.*\})/.exec(msg)?.[1] ?? []
  })
  return JSON.parse(printed.at(-1) ?? '{}') as Record<string, string>
}

/** Returns the log of a run as people see it. */
export const messages = ({ log }: WorkflowResult): string =>
  log
    .split('\n')
    .map((line) => (line.startsWith('{') ? (JSON.parse(line) as { msg?: string }).msg : line))
    .join('\n')

/** Returns every job with its environment and its result, in the order in which they ended. */
export const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, matrix, result }) =>
    [id, (matrix as { environment?: string }).environment, result].join(' '),
  )
