// The outputs of version.

import type { StampedFile } from '../../../kit/version-files/stamp-texts.ts'
import type { VersionPlan } from './plan.ts'

const NAMES = [
  ...([
    'version',
    'pep440',
    'semver',
    'docker',
    'tag',
    'base',
    'distance',
    'sha',
    'short',
  ] as const),
  ...(['branch', 'dirty', 'exact', 'date', 'next', 'next-tag', 'strategy', 'fetched'] as const),
]

export const OUTPUTS = [...NAMES, 'moves', 'reason', 'json'] as const

/** Returns every output as a string; lists have one entry per line. */
export function outputsOf(
  planned: VersionPlan,
  stamped: readonly StampedFile[],
): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  const { moves } = planned
  const values = Object.fromEntries(NAMES.map((name) => [name, planned[name]]))
  const strings = Object.entries(values).map(([name, value]) => [name, String(value)])
  return {
    ...(Object.fromEntries(strings) as Record<(typeof NAMES)[number], string>),
    moves: moves.join('\n'),
    reason: '',
    json: JSON.stringify({ schema: 1, ...values, moves, stamped }),
  }
}
