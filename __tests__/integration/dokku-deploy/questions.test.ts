// How many questions a deployment asks: each costs a real server half a second of processor time. What git transfers is counted apart.
import { expect, jest } from '@jest/globals'
import type { Files } from '../../support/dokku/deployment.ts'
import {
  deploy,
  ended,
  type Inputs,
  type Project,
  project,
  type Server,
  serverOf,
  stopServersAfterTests,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

type Asked = {
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly fetches: number
}

/** Runs the action alone on its server. Returns the commands before and after the push, and how often git fetched something. */
async function asked(server: Server, made: Project, inputs: Inputs, end: string): Promise<Asked> {
  const start = server.commandsSeen().length
  expect(ended(await deploy(server, made, inputs))).toBe(end)
  const seen = server.commandsSeen().slice(start)
  const push = seen.findIndex((line) => line.startsWith('git-receive-pack'))
  const isFetch = (line: string): boolean => line.startsWith('git-upload-pack')
  const commands = (lines: readonly string[]) => lines.filter((line) => !isFetch(line))
  return {
    before: commands(push < 0 ? seen : seen.slice(0, push)),
    after: push < 0 ? [] : commands(seen.slice(push + 1)),
    fetches: seen.filter(isFetch).length,
  }
}

const LOOK = ['version', 'apps:report', 'ps:inspect']
const names = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/^--quiet /, '').split(' ')[0] ?? '')

// One after the other on one server, so that no other run's questions are counted.
test.each<[string, Inputs, Files]>([
  ['a commit of a whole checkout', { app: 'whole' }, {}],
  ['a directory', { app: 'directory', directory: 'server' }, {}],
])(
  '%s: four before the push, three after it, four if nothing is to be done',
  async (_, inputs, files) => {
    const server = await serverOf()
    const made = project({ 'server/index.html': 'v1\n', 'index.html': 'v1\n', ...files })
    await deploy(server, made, { ...inputs, create: 'true' })
    made.commit({ 'server/index.html': 'v2\n', 'index.html': 'v2\n' })
    const changed = await asked(server, made, inputs, 'success - true')
    expect(names(changed.before)).toEqual([...LOOK, 'git:report'])
    expect(names(changed.after).sort()).toEqual(['apps:report', 'ps:inspect', 'ps:inspect'])
    expect(changed.fetches).toBe(1)
    const same = await asked(server, made, inputs, 'success - false')
    expect(names(same.before)).toEqual([...LOOK, 'urls'])
    expect([same.after, same.fetches]).toEqual([[], 1])
  },
)

test('all variables are one question, and setting them is one', async () => {
  const server = await serverOf()
  const made = project()
  const inputs = { app: 'vars', config: 'A=1\nB=2\nC=3' }
  await deploy(server, made, { ...inputs, create: 'true' })
  const { before } = await asked(
    server,
    made,
    { ...inputs, config: 'A=1\nB=3\nC=4' },
    'success - true',
  )
  expect(names(before).filter((name) => name.startsWith('config'))).toEqual([
    'config:export',
    'config:import',
  ])
})

test('a lock that a failed build left costs two more questions: whether one runs, and what the last one did', async () => {
  const server = await serverOf()
  const made = project()
  await deploy(server, made, { app: 'left', create: 'true' })
  made.commit({ 'fake-behaviour.json': '{"build":"fail"}' })
  await deploy(server, made, { app: 'left' })
  made.commit({ 'fake-behaviour.json': '{}' })
  const { before } = await asked(server, made, { app: 'left' }, 'success - true')
  expect(names(before).sort()).toEqual(
    [...LOOK, 'builds:list', 'builds:output', 'git:report'].sort(),
  )
})

test.each([
  ['0.10.5', 6],
  ['0.24.0', 6],
  ['0.29.2', 8],
])('on %s: no more than %i before the push', async (version, most) => {
  const server = await serverOf(version)
  const made = project()
  await deploy(server, made, { app: 'old', create: 'true' })
  made.commit({ 'index.html': 'v2\n' })
  const { before } = await asked(server, made, { app: 'old' }, 'success - true')
  expect(before.length).toBeLessThanOrEqual(most)
})
