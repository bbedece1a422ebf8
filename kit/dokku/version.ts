// Dokku's version, and what each version can do. Pure.

export type Version = readonly [major: number, minor: number, patch: number]

/** Parses the output of `dokku version`: `dokku version 0.38.27`, or `v0.10.5` before 0.20. */
export function parseVersion(output: string): Version | undefined {
  const [, major, minor, patch] =
    /^(?:dokku version )?v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-\S*)?$/m.exec(output.trim()) ?? []
  if (major === undefined) return undefined
  return [Number(major), Number(minor), Number(patch)]
}

/** The first release with each feature, and the one that removed it, according to Dokku's source at its tags. */
const FEATURES = {
  'apps:list': ['0.8.1'],
  'apps:exists': ['0.11.5'],
  'git:report': ['0.12.0'],
  'apps:locked': ['0.13.0'],
  'ps:inspect': ['0.13.0'],
  'git:from-image': ['0.24.0'],
  'deploy source': ['0.26.0'],
  'config:import': ['0.37.0'],
  'builds:list': ['0.38.0'],
  'json reports': ['0.38.0'],
  tags: ['0.4.0', '0.26.0'],
} as const satisfies Readonly<Record<string, readonly [string, string?]>>

export type Feature = keyof typeof FEATURES

/** Returns whether a version of Dokku has a feature. */
export function has(version: Version, feature: Feature): boolean {
  const [first, removed] = FEATURES[feature] as readonly [string, string?]
  return !isBefore(version, first) && (removed === undefined || isBefore(version, removed))
}

function isBefore(version: Version, other: string): boolean {
  const parts = other.split('.').map(Number)
  const at = version.findIndex((number, index) => number !== parts[index])
  return at !== -1 && (version[at] ?? 0) < (parts[at] ?? 0)
}
