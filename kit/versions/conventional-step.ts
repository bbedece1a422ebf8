// The step that commit messages call for, by Conventional Commits 1.0. Pure.

import { parseConventional } from './conventional-commit.ts'
import type { Step } from './next-version.ts'
import type { Pep440 } from './pep440.ts'
import { type ChangeCommit, type LastingCommit, lastingCommits } from './reverts.ts'

const STEPS: Readonly<Record<string, Step>> = {
  feat: 'minor',
  fix: 'patch',
  perf: 'patch',
  revert: 'patch',
}

/**
 * Returns the step that commits since a release call for: a breaking change is major (minor on 0.x), `feat` minor, `fix`, `perf` and a
 * revert patch. A commit and its revert cancel each other if both are among them. Undefined if nothing is left. `counts` returns whether
 * a commit counts at all; those that don't may still be reverts.
 */
export function conventionalStep(
  commits: readonly ChangeCommit[],
  base: Pep440 | undefined,
  counts: (id: string) => boolean = () => true,
): Step | undefined {
  const left = lastingCommits(commits).filter(({ id }) => counts(id))
  const steps = new Set(left.map(stepOf))
  const unstable = (base?.release[0] ?? 0n) === 0n
  if (steps.has('major')) return unstable ? 'minor' : 'major'
  return (['minor', 'patch'] as const).find((step) => steps.has(step))
}

function stepOf({ message, reverts }: LastingCommit): Step | undefined {
  const { type: kind, isBreaking } = parseConventional(message)
  const step = isBreaking ? 'major' : Object.hasOwn(STEPS, kind) ? STEPS[kind] : undefined
  if (reverts === 'nothing') return step
  if (reverts === 'others') return step ?? 'patch'
  // A squashed branch may revert a commit and bring a feature of its own.
  return kind === 'revert' || step === 'patch' ? undefined : step
}
