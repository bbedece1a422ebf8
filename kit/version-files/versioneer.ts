// Versioneer's _version.py, and its frozen form in a release, without the code that runs git.

import type { VersionRanges } from './version-range.ts'

/** What a frozen file reports. */
export type Frozen = {
  /** As Versioneer writes it, `2024-01-02T03:04:05+0100`. */
  readonly date: string
  readonly dirty: boolean
  readonly sha: string
}

const ANSWER = /^version_json = '''\r?\n.*?"version": "([^"]*)".*?''' {2}# END VERSION_JSON/ms

/** Returns whether a string is the file that Versioneer makes for a package, frozen or not; not `versioneer.py` itself. */
export function isVersioneers(text: string): boolean {
  const isLive = /^def get_keywords\(/m.test(text) && /^def get_config\(/m.test(text)
  return (isLive || ANSWER.test(text)) && !/^def get_cmdclass\(/m.test(text)
}

/** Returns the range of the whole file, which is replaced. */
export function inVersioneers(text: string, frozen: Frozen): VersionRanges {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  return [
    {
      start: 0,
      end: text.length,
      key: 'version_json',
      from: ANSWER.exec(text)?.[1] ?? '',
      spell: (version) => frozenFile(version, frozen).replaceAll('\n', end),
    },
  ]
}

/** Returns a file that `versioneer.get_versions` reads in a release, and that Versioneer recognizes when it rewrites the file. */
function frozenFile(version: string, { date, dirty, sha }: Frozen): string {
  const json = { date, dirty, error: null, 'full-revisionid': sha, version }
  return `# Frozen by Towpath in the form that Versioneer (0.29) gives a release: the version from git, without the code that runs git.

import json

version_json = '''
${JSON.stringify(json, null, 1)}
'''  # END VERSION_JSON


def get_versions():
    return json.loads(version_json)
`
}
