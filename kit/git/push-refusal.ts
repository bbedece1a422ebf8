// Why a server refused a push, and what helps, from its own words. Pure. The words are hostile: they choose between these reasons and are
// shown, nothing else.

import type { PushResult, RefusedRef } from './push-result.ts'

export type RefusalReason =
  | 'needs-merge-queue'
  | 'needs-pull-request'
  | 'needs-signature'
  | 'needs-checks'
  | 'needs-workflows-permission'
  | 'tag-protected'
  | 'not-authorized'
  | 'refused'

export type PushRefusal = {
  readonly reason: RefusalReason
  /** The ref that was refused; empty if the login may push nothing at all. */
  readonly ref: string
  /** Every rule that the server names, in its words; hostile. */
  readonly rules: readonly string[]
  /** What to do. */
  readonly advice: string
}

type Refused = Extract<PushResult, { kind: 'refused' | 'not-authorized' }>

/** Returns the first reason that fits. Which words say what: branch protection (GH006) and rulesets (GH013) of GitHub. */
export function pushRefusal(result: Refused): PushRefusal {
  const refs = result.kind === 'refused' ? result.refs : []
  const rules = rulesIn(result.remote)
  const words = [...refs.map(({ summary }) => summary), ...result.remote].join('\n')
  const ref = causeOf(refs, words)
  const reason = result.kind === 'not-authorized' ? 'not-authorized' : reasonFor(words, ref)
  return {
    reason,
    ref,
    rules: rules.length > 0 ? rules : summariesOf(refs),
    advice: ADVICE[reason],
  }
}

const WORDS: readonly (readonly [RefusalReason, RegExp])[] = [
  [
    'needs-merge-queue',
    /Changes must be made through the merge queue|has been added to a merge queue|cannot be updated.*merge queue/i,
  ],
  [
    'needs-pull-request',
    /Changes must be made through a pull request|At least \d+ approving review/i,
  ],
  ['needs-signature', /Commits must have (?:verified|valid) signatures/i],
  [
    'needs-checks',
    /Required status checks? .* (?:is|are) expected|required status checks? (?:is|are) expected|Required status check "/i,
  ],
  [
    'needs-workflows-permission',
    /refusing to allow .* to create or update workflow|without `?workflows?`? (?:permission|scope)/i,
  ],
  ['tag-protected', /Protected tag update failed|not authori[sz]ed to create a tag/i],
]

/** A ruleset says the same of branches and tags. */
const TAG_WORDS =
  /Cannot (?:create|update|delete) (?:ref|this protected ref)|creations being restricted|tag_name was used by an immutable release/i

function reasonFor(words: string, ref: string): RefusalReason {
  const known = WORDS.find(([, pattern]) => pattern.test(words))
  if (known) return known[0]
  if (ref.startsWith('refs/tags/') && TAG_WORDS.test(words)) return 'tag-protected'
  return /not authori[sz]ed to push|returned error: 403|You can only push to/i.test(words)
    ? 'not-authorized'
    : 'refused'
}

/** A hook before the update refuses all refs; then only its words say which one it means. */
function causeOf(refs: readonly RefusedRef[], words: string): string {
  const named = [...words.matchAll(/\bfor (refs\/(?:heads|tags)\/\S+?)\.?$/gm)].map(
    ([, ref]) => ref,
  )
  return (refs.find(({ ref }) => named.includes(ref)) ?? refs[0])?.ref ?? ''
}

/** Headings, links and git's own remark, which name no rule. */
const HEADING =
  /^(?:error: )?(?:GH\d+: |hook declined to update )|^Review all repository rules at |^Visit /i

/** Returns the rules: GH006 has them as sentences of a line, GH013 as a list. */
function rulesIn(remote: readonly string[]): string[] {
  const lines = remote.filter((line) => !HEADING.test(line.trim()))
  const rules = lines.flatMap((line) => {
    const text = line
      .trim()
      .replace(/^error: /, '')
      .replace(/^- /, '')
    return text.split(/(?<=\.) (?=[A-Z0-9])/)
  })
  return [...new Set(rules.filter((rule) => rule !== ''))]
}

/** The words in brackets. */
const summariesOf = (refs: readonly RefusedRef[]): string[] =>
  refs.map(({ summary }) => /\((.*)\)$/.exec(summary)?.[1] ?? summary)

const BYPASS =
  "add the GitHub App or the deploy key that pushes to the bypass list of the rule (Settings > Rules > Rulesets, or Settings > Branches for an older branch protection rule; there may be both); GITHUB_TOKEN can't be added to it"

const ADVICE: Readonly<Record<RefusalReason, string>> = {
  'needs-merge-queue': `The branch accepts changes only through its merge queue: use "via: pull-request", or ${BYPASS}`,
  'needs-pull-request': `The branch accepts changes only through pull requests: use "via: pull-request", or ${BYPASS}`,
  'needs-signature': `The commits must be signed: use "sign: github", or "sign: ssh" with a "signing-key"; or ${BYPASS}`,
  'needs-checks': `The checks have not run on the merge: use "via: pull-request", or ${BYPASS}`,
  'needs-workflows-permission':
    'The push changes a file in .github/workflows, which GITHUB_TOKEN never may: use the token of a GitHub App that has the permission "workflows", or a deploy key',
  'tag-protected': `A rule protects tags with this name: ${BYPASS}; a name that an immutable release had can't be used again`,
  'not-authorized':
    'This token or key may not push here: give the job "permissions: contents: write", or use the token of a GitHub App or a deploy key with write access; if the branch restricts who may push, add it there',
  refused: 'Fix what the remote reports, then run this step again',
}
