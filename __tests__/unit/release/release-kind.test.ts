import { expect, test } from '@jest/globals'
import { releaseKind } from '../../../actions/release/src/notes/release-kind.ts'

const tags = (...names: readonly string[]) =>
  names.map((name) => ({ name, commit: 'a'.repeat(40), annotated: true }))

test.each([
  ['1.2.0', ['v1.1.0'], false, true],
  ['1.2.0', ['v1.1.0', 'v1.2.0'], false, true],
  ['1.1.1', ['v1.1.0', 'v1.2.0'], false, false],
  // A pre-release is not higher, as long as it is not a release.
  ['1.2.0', ['v1.3.0rc1'], false, true],
  ['1.3.0rc1', ['v1.2.0'], true, false],
  ['1.3.0.dev1', [], true, false],
  ['201704.10', ['201704.9'], false, true],
])('%s beside %j: pre-release %s, latest %s', (version, names, prerelease, latest) => {
  const prefix = version.startsWith('2017') ? '' : 'v'
  expect(releaseKind(version, tags(...names), prefix)).toEqual({ prerelease, latest })
})
