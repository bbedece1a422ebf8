// The log, the notices and the summary of a version.

import type { Runner } from '../../../kit/action/runner.ts'
import { code, list, quote } from '../../../kit/text/escape.ts'
import type { StampedFile } from '../../../kit/version-files/stamp-texts.ts'
import { collisions, isVersionTag, prefixesOf } from '../../../kit/versions/tags.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { VersionPlan } from './plan.ts'

/** Reports the version and how it was found. */
export function report(
  runner: Runner,
  prefix: string,
  { tags, selection }: Pick<HistoryFacts, 'tags' | 'selection'>,
  planned: VersionPlan,
  stamped: readonly StampedFile[],
): void {
  const { version, strategy, fetched, next } = planned
  for (const notice of planned.notices) runner.annotate('notice', notice)
  const names = tags.map(({ name }) => name)
  if (planned.tag === '' && !names.some((name) => isVersionTag(name, prefix))) {
    const known = prefixesOf(names).slice(0, 10)
    const why =
      known.length === 0
        ? 'was the clone made without tags (fetch-tags)?'
        : `there are versions such as ${known.join(', ')}; is "tag-prefix" correct?`
    const level = names.length > 0 ? 'warning' : 'notice'
    runner.annotate(level, `No tag starts with ${quote(prefix)} and a digit; ${why}`)
  }
  const odd = [
    ...selection.malformed.map((name) => `${quote(name)} is ignored: not a PEP 440 version`),
    ...selection.floating.map((name) => `${quote(name)} is ignored: a moving tag`),
    ...selection.repaired.map(
      (name) => `${quote(name)} is not a PEP 440 version; without any other, it counts`,
    ),
    ...collisions(tags, prefix).map((same) => `${list(same)} are the same version`),
  ]
  if (odd.length > 0) runner.group('Unusual tags', odd)
  const how = strategy === 'local' ? 'from the clone' : `${strategy}, ${fetched} bytes fetched`
  runner.log(`${version} (${origin(planned)}; ${how})`)
  if (next !== '') runner.log(`next: ${planned['next-tag']}`)
  for (const { path, key, from, to } of stamped) {
    runner.log(`${path}: ${key} ${quote(from)} -> ${quote(to)}`)
  }
  runner.summary(summary(planned, stamped))
}

function origin({ tag, distance, dirty }: VersionPlan): string {
  const commits = distance === 1 ? '1 commit' : `${distance} commits`
  const after = distance === 0 ? `the commit of ${quote(tag)}` : `${commits} after ${quote(tag)}`
  const from = tag === '' ? `${commits}, no tag` : after
  return dirty ? `${from}, changed` : from
}

function summary(planned: VersionPlan, stamped: readonly StampedFile[]): string {
  const shown = ['version', 'semver', 'docker', 'next', 'branch', 'strategy'] as const
  const rows = shown
    .filter((name) => planned[name] !== '')
    .map((name) => `| ${name} | ${code(planned[name])} |`)
  const files = stamped.map(({ path, key, to }) => `| ${code(path)} | ${code(key)}: ${code(to)} |`)
  const title = `### Version\n\n${code(planned.version)}: ${code(origin(planned))}.`
  return [title, '', '| | |', '|---|---|', ...rows, ...files, '', ''].join('\n')
}
