import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { fleetOf } from '../../actions/fabric-deploy/src/config/fleet.ts'
import { UserError } from '../../kit/action/user-error.ts'
import { inputSource, readTowpath } from '../../kit/config/read.ts'
import { parseHost } from '../../kit/ssh/host.ts'
import { ROOT } from '../../scripts/actions.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The files of other tools that the documents compare with ours begin with their names. */
const OF_ANOTHER_TOOL = /^# (?:compose\.yaml|config\/deploy\.yml)/

const KEY = /^(?:environments|services|routes|variables):/m

/** Every towpath.yml of an example, and every block of one in the documents. */
const texts: readonly (readonly [string, string])[] = [
  ...globSync('workflows-examples/*/.github/towpath.yml', { cwd: ROOT }).map(
    (path) => [path, read(path)] as const,
  ),
  ...globSync('{README.md,action-docs/*.md,actions/*/README.md,workflows-examples/*/README.md}', {
    cwd: ROOT,
  }).flatMap((path) =>
    [...read(path).matchAll(/```yaml\n(.*?)```/gs)]
      .map((match) => match[1] ?? '')
      .filter((block) => KEY.test(block) && !OF_ANOTHER_TOOL.test(block))
      .map((block, index) => [`${path}, block ${index + 1}`, block] as const),
  ),
]

/** Returns the mistakes in a configuration, in all its environments; one of services alone runs on a host that has every role. */
function mistakes(text: string): string[] {
  try {
    const file = readTowpath(inputSource('the configuration', text))
    const host = parseHost('web1.example.org')
    if ('problem' in host) throw new Error(host.problem)
    const names = [...(file.environments ?? new Map()).keys()]
    const fleets = file.environments
      ? names.map((name) => fleetOf(file, name, [], false))
      : [fleetOf(file, 'production', [{ role: '', host }])]
    return fleets.flatMap((one) =>
      'problems' in one ? one.problems.map(({ message }) => message) : [],
    )
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [error.message]
  }
}

test.each(texts)('%s is a valid configuration', (_, text) => {
  expect(mistakes(text)).toEqual([])
})

test('the documents have configurations, and a mistake in one is found', () => {
  expect(texts.length).toBeGreaterThan(8)
  expect(mistakes('services: { web: { image: a, roles: [web], port: 80 } }')).toEqual([
    expect.stringContaining('"port"'),
  ])
  expect(mistakes('environments: { a: { hosts: { web: h } }, b: { batch: none } }')).toHaveLength(1)
  expect(
    mistakes(
      'environments: { a: { hosts: { web: h } } }\nservices: { web: { image: a, roles: [job] } }',
    ),
  ).toEqual([expect.stringContaining('no environment has hosts with the role "job"')])
})
