// The facts of a shallow clone: HEAD and its changes from the clone, tags and distance from the remote.
import type { Git } from '../../../kit/git.ts'
import type { Remote } from '../../../kit/remote.ts'
import { floatingTags, highestTag, isVersionTag, type Tag } from '../../../kit/versions/tags.ts'
import { branchOfDetached, type Facts, headOf } from './local.ts'
import { nearestTag } from './nearest.ts'

/** The same facts that a complete clone gives, with abbreviations of 7 digits. */
export async function shallowFacts(
  git: Git,
  remote: Remote,
  prefix: string,
  mode: 'exact' | 'repaired',
): Promise<Facts> {
  const [head, changes, all] = await Promise.all([
    headOf(git),
    git.ask(['status', '--porcelain', '--untracked-files=no']),
    remote.tags(),
  ])
  const tags = all.filter(({ name }) => isVersionTag(name, prefix))
  const names = tags.map(({ name }) => name)
  const floating = mode === 'repaired' ? floatingTags(names, prefix) : new Set<string>()
  const usable = tags.filter(({ name }) => !floating.has(name))
  const { commit, distance, strategy } = await nearestTag(remote, head.sha, usable)
  const there = usable.filter((tag) => tag.commit === commit)
  const branch = head.branch === 'HEAD' ? await detached(git, mode) : head.branch
  return {
    ...head,
    tag: mode === 'exact' ? await describedTag(remote, there) : highestOf(there, prefix),
    distance,
    short: head.sha.slice(0, 7),
    dirty: changes !== '',
    branch,
    strategy,
  }
}

const detached = (git: Git, mode: 'exact' | 'repaired'): Promise<string> | '' =>
  mode === 'exact' ? branchOfDetached(git) : ''

const highestOf = (tags: readonly Tag[], prefix: string): string =>
  highestTag(
    tags.map(({ name }) => name),
    prefix,
  ) ?? ''

/** git describe's choice among the tags of one commit: the newest annotated one, else the first by name. */
async function describedTag(remote: Remote, tags: readonly Tag[]): Promise<string> {
  const annotated = tags.filter((tag) => tag.annotated).map(({ name }) => name)
  if (annotated.length > 1) {
    const dates = await remote.taggerDates(annotated)
    return annotated[dates.indexOf(Math.max(...dates))] ?? ''
  }
  return annotated[0] ?? tags.map(({ name }) => name).sort()[0] ?? ''
}
