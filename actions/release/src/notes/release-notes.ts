// The notes of a release: the subjects of its commits, by what they change. Pure.

import type { Commit } from '../../../../kit/git/commits.ts'
import { markdownText } from '../../../../kit/text/markdown.ts'
import { parseConventional } from '../../../../kit/versions/conventional-commit.ts'

/** The most characters of the notes; GitHub takes 125,000. */
export const MAX_NOTES = 60_000

/** The most characters of a subject that are shown. */
const MAX_SUBJECT = 300

const GROUPS = ['Breaking changes', 'Features', 'Fixes', 'Other changes'] as const

type Group = (typeof GROUPS)[number]

export type NotedCommits = {
  /** In the order in which they are listed. */
  readonly commits: readonly Pick<Commit, 'parents' | 'message'>[]
  /** These are all commits of the release. */
  readonly isComplete: boolean
}

/**
 * Returns the notes in Markdown, without a heading of their own and without a line break at the end. `isOwn` says which commits the
 * action itself made; they and merges are left out. At most 60,000 characters, cut at a line, which is then said.
 */
export function releaseNotes(
  { commits, isComplete }: NotedCommits,
  isOwn: (message: string) => boolean = () => false,
): string {
  const noted = commits.filter(({ parents, message }) => parents.length < 2 && !isOwn(message))
  const items = noted.flatMap(({ message }) => {
    const subject = markdownText(shortened(message.split('\n')[0] ?? ''))
    return subject === '' ? [] : [{ group: groupOf(message), line: `- ${subject}` }]
  })
  const byGroup = Map.groupBy(items, ({ group }) => group)
  const isGrouped = items.some(({ group }) => group !== 'Other changes')
  const lines = GROUPS.flatMap((group) => {
    const [first, ...more] = (byGroup.get(group) ?? []).map(({ line }) => line)
    if (first === undefined) return []
    // A heading is never the last line before a cut.
    return [isGrouped ? `\n### ${group}\n\n${first}` : first, ...more]
  })
  if (lines.length === 0) return 'No changes.'
  return withinLimit(lines, isComplete).trim()
}

function groupOf(message: string): Group {
  const { type, isBreaking } = parseConventional(message)
  if (isBreaking) return 'Breaking changes'
  if (type === 'feat') return 'Features'
  return type === 'fix' ? 'Fixes' : 'Other changes'
}

function shortened(subject: string): string {
  const characters = [...subject.slice(0, 2 * MAX_SUBJECT + 2)]
  return characters.length <= MAX_SUBJECT
    ? subject
    : `${characters.slice(0, MAX_SUBJECT - 1).join('')}…`
}

/** Joins lines, and says what is missing. */
function withinLimit(lines: readonly string[], isComplete: boolean): string {
  const earlier = isComplete ? '' : '\n\nEarlier commits are not listed.'
  const whole = lines.join('\n') + earlier
  if (whole.length <= MAX_NOTES) return whole
  const room = MAX_NOTES - 100
  let length = 0
  const kept = lines.filter((line) => {
    length += line.length + 1
    return length <= room
  })
  const left = lines.length - kept.length
  const more = left === 1 ? '1 more commit is' : `${left} more commits are`
  return `${kept.join('\n')}\n\n${more} not listed.`
}
