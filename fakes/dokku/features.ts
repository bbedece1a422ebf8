// The features of Dokku, each with the first release that has it.

const FIRST = {
  xargs: '0.12.0',
  versionWord: '0.12.0',
  appsExists: '0.11.5',
  missingTagFails: '0.11.2',
  appsLock: '0.11.6',
  lockNamesUnlock: '0.11.6',
  gitSet: '0.12.0',
  goConfig: '0.12.0',
  appsLocked: '0.13.0',
  inspect: '0.13.0',
  warnsWrongBranch: '0.18.0',
  noUnderscore: '0.22.0',
  firstBranch: '0.22.1',
  plainLines: '0.23.0',
  fromImage: '0.24.0',
  builderSet: '0.24.0',
  buildDir: '0.25.0',
  registry: '0.25.0',
  noTags: '0.26.0',
  deploySource: '0.26.0',
  strictImage: '0.29.3',
  revAfterBuild: '0.29.3',
  earlyProxy: '0.30.0',
  configImport: '0.37.0',
  builds: '0.38.0',
  json: '0.38.0',
  computedBranch: '0.38.0',
  unknownIs20: '0.38.0',
  captured: '0.38.0',
} as const

export type Feature = keyof typeof FIRST

/** Whether a version of Dokku has a feature. Throws if the version is not three numbers. */
export function has(version: string, feature: Feature): boolean {
  const [own, first] = [numbers(version), numbers(FIRST[feature])]
  for (const [index, number] of own.entries()) {
    const other = first[index] ?? 0
    if (number !== other) return number > other
  }
  return true
}

function numbers(version: string): number[] {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`not a version of Dokku: ${version}`)
  return version.split('.').map(Number)
}
