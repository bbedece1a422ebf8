// Dokku's version, and what each version can do. Pure.

export type Version = readonly [major: number, minor: number, patch: number]

/** Reads what `dokku version` prints: `dokku version 0.38.27`, and before 0.20 `v0.10.5` alone. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] =
    /^(?:dokku version )?v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-\S*)?$/m.exec(text.trim()) ?? []
  if (major === undefined) return undefined
  return [Number(major), Number(minor), Number(patch)]
}

/** The first release that has something, and the one that took it away, by Dokku's source at its tags. */
const FEATURES = {
  'apps:list': ['0.8.1'],
  'apps:exists': ['0.11.5'],
  'git:report': ['0.12.0'],
  'apps:locked': ['0.13.0'],
  'ps:inspect': ['0.13.0'],
  'git:from-image': ['0.24.0'],
  'registry push-on-release': ['0.25.0'],
  'deploy source': ['0.26.0'],
  'git:from-image tells no change by its code': ['0.29.3'],
  'config:import': ['0.37.0'],
  'builds:list': ['0.38.0'],
  tags: ['0.4.0', '0.26.0'],
} as const satisfies Readonly<Record<string, readonly [string, string?]>>

export type Feature = keyof typeof FEATURES

/** Whether a version of Dokku has something. */
export function has(version: Version, feature: Feature): boolean {
  const [first, gone] = FEATURES[feature] as readonly [string, string?]
  return !isBefore(version, first) && (gone === undefined || isBefore(version, gone))
}

/** The version that a feature came in, for messages. */
export const since = (feature: Feature): string => FEATURES[feature][0]

function isBefore(version: Version, other: string): boolean {
  const parts = other.split('.').map(Number)
  const at = version.findIndex((number, index) => number !== parts[index])
  return at !== -1 && (version[at] ?? 0) < (parts[at] ?? 0)
}
