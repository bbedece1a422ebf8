// Dockerfiles, and how BuildKit reads them (support/buildkit/read-dockerfiles).

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DockerfileFacts,
  readDockerfile,
} from '../../../actions/find-images/src/dockerfile/read-dockerfile.ts'

export type DockerfileCase = {
  readonly text: string
  readonly buildArgs?: Readonly<Record<string, string>>
  readonly platforms?: readonly string[]
}

export type BuildKitAnswer = {
  /** As BuildKit normalises them. Incomplete where it refuses the names. */
  readonly references: readonly string[]
  /** `dispatch` is a refusal of a single instruction that depends on its base image: not ours. */
  readonly phase?: 'parser' | 'instructions' | 'convert' | 'dispatch' | 'panic'
  readonly message?: string
  readonly line?: number
}

export type RecordedDockerfile = DockerfileCase & { readonly answer: BuildKitAnswer }

export const RECORD = join(import.meta.dirname, 'dockerfiles.json')

export const recordedDockerfiles = (): RecordedDockerfile[] =>
  JSON.parse(readFileSync(RECORD, 'utf8')) as RecordedDockerfile[]

/** Asks BuildKit's own packages, all in one process. */
export function askBuildKit(program: string, cases: readonly DockerfileCase[]): BuildKitAnswer[] {
  const { stdout, stderr } = spawnSync(program, {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (stdout === '') throw new Error(stderr)
  // What it means by a misspelt instruction changes from run to run.
  return JSON.parse(stdout.replaceAll(/ \(did you mean [^)"]*\)/g, '')) as BuildKitAnswer[]
}

export const readCase = ({ text, buildArgs = {}, platforms = [] }: DockerfileCase) =>
  readDockerfile(text, { buildArgs: new Map(Object.entries(buildArgs)), platforms })

/** What may be right with other values of variables: a warning here, so that one file does not stop all. */
const SOFT =
  /^(?:base name|failed to parse stage name|empty platform value|failed to parse platform)/

/** Directives are reported one line early, and BuildKit picks one of the lines that lead into a circle. */
const OTHER_LINE = /escape token|only one .* directive|circular dependency|max allowed size/

/** Returns how a reading differs from BuildKit's, or undefined. */
export function difference(ours: DockerfileFacts, answer: BuildKitAnswer): string | undefined {
  const { phase, message = '', line } = answer
  if (phase === 'panic') return `BuildKit panics: ${message}`
  if (phase === undefined || phase === 'dispatch') return differenceOfAccepted(ours, answer)
  if (SOFT.test(message)) {
    // BuildKit takes no upper case in FROM for a stage of this name; here stages have any case.
    if (/^failed to parse stage name "Stage"/.test(message)) return undefined
    const isWarned = ours.warnings.some((warning) => line === undefined || warning.line === line)
    return isWarned || ours.problems.length > 0 ? undefined : 'no warning'
  }
  if (ours.problems.length === 0) return 'accepted'
  if (line === undefined || OTHER_LINE.test(message)) return undefined
  const lines = ours.problems.map((problem) => problem.line)
  const isSame = phase === 'convert' ? lines.includes(line) : lines[0] === line
  return isSame ? undefined : `refused on ${lines.join()}`
}

function differenceOfAccepted(ours: DockerfileFacts, answer: BuildKitAnswer): string | undefined {
  const [remark] = [...ours.problems, ...ours.warnings]
  if (remark !== undefined) return `refused: ${remark.message}`
  const references = [...new Set(ours.uses.map(({ reference }) => normalised(reference)))].sort()
  return references.join() === answer.references.toSorted().join() ? undefined : references.join()
}

/** As distribution/reference does it (normalize.go). */
function normalised(reference: string): string {
  const [name = '', digest] = reference.split('@')
  const first = name.includes('/') ? name.slice(0, name.indexOf('/')) : ''
  const hasDomain = /[.:A-Z]/.test(first) || first === 'localhost'
  const domain = hasDomain && first !== 'index.docker.io' ? first : 'docker.io'
  const path = hasDomain ? name.slice(first.length + 1) : name
  const whole = domain === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  const tag = digest === undefined && !whole.includes(':') ? ':latest' : ''
  return `${domain}/${whole}${tag}${digest === undefined ? '' : `@${digest}`}`
}
