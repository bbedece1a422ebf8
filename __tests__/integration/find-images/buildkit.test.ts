// The Dockerfile reader and BuildKit's own packages.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  askBuildKit,
  type BuildKitAnswer,
  type DockerfileCase,
  difference,
  readCase,
  recordedDockerfiles,
} from '../../support/find-images/dockerfiles.ts'
import { madeDockerfiles } from '../../support/find-images/made-dockerfiles.ts'
import { withTool } from '../../support/tools.ts'

withTool('read-dockerfiles', (program) => {
  const differences = (cases: readonly DockerfileCase[]) =>
    askBuildKit(program, cases).flatMap((answer, index) => {
      const one = cases[index] ?? { text: '' }
      const how = difference(readCase(one), answer)
      return how === undefined ? [] : [{ how, one, answer }]
    })

  test('the record is what BuildKit answers', () => {
    const recorded = recordedDockerfiles()
    // Where it refuses the names, what it has asked for before depends on timing.
    const settled = (answer: BuildKitAnswer): BuildKitAnswer =>
      answer.phase === 'convert' ? { ...answer, references: [] } : answer
    const expected = recorded.map(({ answer }) => settled(answer))
    expect(askBuildKit(program, recorded).map(settled)).toEqual(expected)
  })

  test('reads made Dockerfiles as BuildKit does', () => {
    const seed = Date.now()
    const cases = fc.sample(madeDockerfiles, { numRuns: 10_000, seed })
    expect({ seed, different: differences(cases).slice(0, 5) }).toEqual({ seed, different: [] })
  })

  test('reads lines as long as BuildKit does', () => {
    const lengths = [65_530, 65_531, 65_532, 65_533]
    const cases = lengths.flatMap((length) => [
      { text: `FROM a\nRUN ${'x'.repeat(length)}\nUSER b\n` },
      { text: `FROM a\nRUN ${'x'.repeat(length)}` },
      { text: `FROM a\nRUN ${'é'.repeat(length / 2)}\n` },
      { text: `FROM a\nRUN <<EOF\n${'x'.repeat(length)}\nEOF\n` },
    ])
    expect(differences(cases)).toEqual([])
    expect(new Set(cases.map((one) => readCase(one).problems.length))).toEqual(new Set([0, 1]))
  })
})
