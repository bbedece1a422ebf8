// Runs a bundle once for each case, all in this one process: `node many-runs.ts BUNDLE CASES.json FOLDER`.
// A case is { inputs, payload }. Runs are separated by a line that begins with the mark.
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Case = { readonly inputs: Readonly<Record<string, string>>; readonly payload: object }

export const MARK = '----- next run -----'

if (import.meta.main) {
  const [bundle = '', cases = '', folder = ''] = process.argv.slice(2)
  const variables = { ...process.env }
  const all = JSON.parse(readFileSync(cases, 'utf8')) as Case[]
  for (const [index, { inputs, payload }] of all.entries()) {
    const file = (name: string): string => join(folder, `${index}.${name}`)
    for (const name of ['output', 'summary']) writeFileSync(file(name), '')
    writeFileSync(file('payload'), JSON.stringify(payload))
    process.env = {
      ...variables,
      ...inputs,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: file('payload'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
    }
    process.exitCode = 0
    await import(`${pathToFileURL(bundle).href}?run=${index}`)
    writeSync(1, `\n${MARK}${process.exitCode}\n`)
  }
  process.exitCode = 0
}
