// What tests of reusable workflows share: a job that says what the call gave back, and the reading of it.
import type { WorkflowResult } from './act.ts'

/** The YAML of a job that says the outputs of another one. */
export const after = (job: string): string => `  after:
    needs: ${job}
    if: always()
    runs-on: ubuntu-latest
    steps:
      - env:
          SAID: \${{ toJSON(needs.${job}.outputs) }}
        run: echo "the outputs are $(echo "$SAID" | tr -d ' \\n')"
`

/** The outputs that it said. */
export function outputsSaid({ log }: WorkflowResult): Record<string, string> {
  const said = log.split('\n').flatMap((line) => {
    const { msg = '' } = line.startsWith('{') ? (JSON.parse(line) as { msg?: string }) : {}
    return /the outputs are (\{.*\})/.exec(msg)?.[1] ?? []
  })
  return JSON.parse(said.at(-1) ?? '{}') as Record<string, string>
}

/** What a person sees of a run. */
export const messages = ({ log }: WorkflowResult): string =>
  log
    .split('\n')
    .map((line) => (line.startsWith('{') ? (JSON.parse(line) as { msg?: string }).msg : line))
    .join('\n')

/** Every job with its environment and its result, in the order in which they ended. */
export const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, matrix, result }) =>
    [id, (matrix as { environment?: string }).environment, result].join(' '),
  )
