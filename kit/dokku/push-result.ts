// What came of a push or a command that deploys, from what git and Dokku said. Pure. What a build prints is hostile: of the texts only
// whole lines in Dokku's own form count, and none of them is believed without a look at what runs.

import { quote } from '../text/escape.ts'
import { stripTerminalCodes } from '../text/terminal.ts'

export type Verdict = {
  /** Empty where Dokku says that it deployed. */
  readonly reason: string
  /** What happened, for a person. */
  readonly sentence: string
  /** Git or ssh ended before the server was through: what it becomes has to be looked for. */
  readonly open: boolean
}

export type Said = {
  readonly code: number | null
  readonly stdout: string
  /** Everything said beside it, without colours. */
  readonly lines: readonly string[]
}

type Text = readonly [expression: RegExp, reason: string, sentence: string]

/** Texts of Dokku 0.10 to 0.38, the most telling ones first. */
const TEXTS: readonly Text[] = [
  [
    /^-----> WARNING: deploy did not complete, you must push to (\S+?)\.?$/,
    'wrong-branch',
    'the app deploys another branch',
  ],
  [
    /^ *! +App auto-creation disabled/,
    'no-app',
    'the app does not exist, and none may be made by a push',
  ],
  [
    /^ *! +Specified build-dir not found/,
    'no-build-dir',
    'the build-dir that the app has on the server is not in what was pushed',
  ],
  [
    /^ *! +Could not start due to \d+ failed checks|^App container failed to start/,
    'checks-failed',
    'the new version did not pass its checks',
  ],
  [/^ *! +Failed to pull image/, 'pull-failed', 'the server could not pull the image'],
  [
    /^ *! +No changes detected, skipping git commit/,
    'no-change',
    'the app was made from this image already',
  ],
  [
    /fatal: (?:clone of .* into submodule path|No url found for submodule path)|Failed to clone '.*'/,
    'submodules',
    'the server could not get the submodules with its own key',
  ],
  [
    /^ *! +App build failed|^ERROR: failed to (?:solve|build)|^The command '.*' returned a non-zero code|^ *! +Push rejected/,
    'build-failed',
    'the build failed',
  ],
  [/^app image \(\S+\) not found$/, 'no-image', 'the server has no such image'],
]

/** Whether a line says that somebody else deploys the app. */
export const saysLocked = (line: string): boolean => LOCKED.test(line)

const LOCKED =
  /^(?: *! +)?[a-z0-9][a-z0-9._-]* (?:currently has a deploy lock in place|is currently being deployed.*)\. Exiting\.*\s*$/

/** Of what the push says of its ref: git's own words (git push --porcelain). */
const REFUSALS: readonly Text[] = [
  [/\(shallow update not allowed\)/, 'shallow-refused', 'git refused a history that is cut'],
  [
    /\((?:non-fast-forward|fetch first|needs force)\)/,
    'non-fast-forward',
    'the app has commits that this one does not come after',
  ],
]

/** Reads what `git push` said. */
export function pushVerdict({ code, stdout, lines }: Said): Verdict {
  const remote = lines.map((line) => line.replace(/^remote: ?/, ''))
  const refused = REFUSALS.find(([text]) => text.test(stdout))
  if (refused) return verdict(refused[1], refused[2])
  const known = textIn(remote, code)
  // Told before anything is built.
  if (code !== 0 && remote.slice(0, 8).some((line) => LOCKED.test(line)))
    return verdict('locked', 'another deployment of the app is going on')
  if (code === 0) return deployedOr(remote, known)
  if (known) return verdict(known[1], known[2])
  if (/pre-receive hook declined/.test(stdout))
    return verdict('declined', `the server declined the push: ${quote(lastSaid(remote))}`)
  if (code === 1 && /^!/m.test(stdout))
    return verdict('declined', `git: ${quote(/^!.*$/m.exec(stdout)?.[0] ?? '')}`)
  const last = lines.filter((line) => line !== '').at(-1) ?? ''
  return { reason: 'cut', sentence: `the connection ended: ${quote(last)}`, open: true }
}

/** Reads what a command that deploys said (git:from-image, ps:rebuild): its complaints are in its output. */
export function commandVerdict({ code, stdout, lines }: Said): Verdict {
  const all = [...stdout.split('\n'), ...lines].map(stripTerminalCodes)
  if (code !== 0 && all.slice(0, 8).some((line) => LOCKED.test(line)))
    return verdict('locked', 'another deployment of the app is going on')
  const known = textIn(all, code)
  if (known?.[1] === 'no-change') return verdict(known[1], known[2])
  if (code === 0) {
    const said = deployedOr(all, known)
    // Up to 0.29.2 the code of the deployment is lost.
    return said.reason === 'not-deployed' && known ? verdict(known[1], known[2]) : said
  }
  if (known) return verdict(known[1], known[2])
  return verdict('declined', `the server declined: ${quote(lastSaid(all))}`)
}

function deployedOr(lines: readonly string[], known: Text | undefined): Verdict {
  if (lines.some((line) => /^=====> Application deployed:$/.test(line.trimEnd())))
    return verdict('', 'Dokku says that it deployed')
  if (known?.[1] === 'wrong-branch' || known?.[1] === 'no-image') return verdict(known[1], known[2])
  return verdict(
    'not-deployed',
    'git ended well and Dokku says nothing of a deployment: the branch is not the one that the app deploys, or nothing was new',
  )
}

/** The branch is found to be wrong with 0 and before anything is built: what tells of it otherwise is a build. */
function textIn(lines: readonly string[], code: number | null): Text | undefined {
  const all = code === 0 ? TEXTS : TEXTS.filter(([, reason]) => reason !== 'wrong-branch')
  return all.find(([text]) => lines.some((line) => text.test(line.trimEnd())))
}

/** What Dokku complained of last, or whatever was said last. */
function lastSaid(lines: readonly string[]): string {
  const complaints = lines.filter((line) => /^ *! {2,}\S/.test(line))
  const last = complaints.at(-1) ?? lines.filter((line) => line.trim() !== '').at(-1) ?? ''
  return last.replace(/^ *! +/, '').trim()
}

const verdict = (reason: string, sentence: string): Verdict => ({ reason, sentence, open: false })
