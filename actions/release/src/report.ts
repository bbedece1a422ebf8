// The log and the summary of a step.

import type { RefUpdate } from '../../../kit/git/push-result.ts'
import { code, label, quote } from '../../../kit/text/escape.ts'
import { codeLink } from '../../../kit/text/link.ts'
import { OUTCOMES, type Outcome } from './reasons.ts'
import type { State } from './state.ts'

/** Reports what was done, or would be with `dry-run`. */
export function report(state: State, outcome: Outcome): void {
  const { known, ports, inputs } = state
  const updates = inputs['dry-run'] ? plannedUpdates(state) : known.pushed
  for (const update of updates)
    ports.runner.log(`${inputs['dry-run'] ? 'Would push' : 'Pushed'} ${shown(update)}`)
  const name = known.version === '' ? '' : `${known.version}: `
  ports.runner.log(`${name}${outcome} (${OUTCOMES[outcome]})`)
  ports.runner.summary(summary(state, outcome, updates))
}

const plannedUpdates = ({ known }: State): readonly RefUpdate[] =>
  (known.plan['updates'] as readonly RefUpdate[] | undefined) ?? []

const short = (id: string): string => (id === '' ? 'none' : id.slice(0, 7))

const shown = ({ ref, from, to }: RefUpdate): string =>
  `${quote(ref)}: ${short(from)} -> ${to === '' ? 'deleted' : short(to)}`

function summary(state: State, outcome: Outcome, updates: readonly RefUpdate[]): string {
  const { known, inputs } = state
  const rows = [
    ['version', code(known.version)],
    ['commit', known.sha === '' ? '' : linked(state, `commit/${known.sha}`, short(known.sha))],
    ['tag', inputs.step === 'finish' && known.tag !== '' ? code(known.tag) : ''],
    ['previous release', known.previousTag === '' ? '' : code(known.previousTag)],
    ...updates.map(({ ref, from, to }) => [
      'pushed',
      `${code(ref)}: ${code(short(from))} → ${code(to === '' ? 'deleted' : short(to))}`,
    ]),
    ...known.pullRequests.map((url) => ['pull request', codeLink(url, url)]),
    ['GitHub Release', known.releaseUrl === '' ? '' : codeLink(known.releaseUrl, known.releaseUrl)],
    [
      'same files as the release branch',
      known.sameTree === undefined ? '' : String(known.sameTree),
    ],
  ]
  return [
    `### Release: ${code(outcome)}`,
    '',
    `${code(known.version || known.branch || inputs.step)}: ${OUTCOMES[outcome]}.`,
    '',
    '| | |',
    '|---|---|',
    ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...graph(state),
    '',
  ].join('\n')
}

function linked({ ports }: State, path: string, text: string): string {
  return ports.run.page === '' ? code(text) : codeLink(`${ports.run.page}/${path}`, text)
}

/** A Mermaid picture of the merges. */
function graph({ known }: State): string[] {
  if (known.merges.length === 0) return []
  const name = (branch: string): string => `"${label(branch)}"`
  const last = known.merges.at(-1)?.branch ?? ''
  const others = known.merges.slice(0, -1)
  const lines = [
    '```mermaid',
    `%%{init: {"gitGraph": {"mainBranchName": ${name(last)}}} }%%`,
    ...['gitGraph', '  commit id: "before"'],
    ...others.map(({ branch }) => `  branch ${name(branch)}`),
    `  checkout ${name(last)}`,
    `  branch ${name(known.branch)}`,
    `  commit id: "${label(`Release ${known.version}`)}"`,
    `  checkout ${name(last)}`,
    `  merge ${name(known.branch)} id: "${label(short(known.sha))}" tag: "${label(known.tag)}"`,
    ...others.flatMap(({ branch, to }) => [
      `  checkout ${name(branch)}`,
      `  commit id: "${label(`${branch} before`)}"`,
      `  merge ${name(last)} id: "${label(short(to))}"`,
    ]),
    '```',
  ]
  return lines
}
