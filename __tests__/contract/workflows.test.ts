import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionFile, actionNames, ROOT } from '../../scripts/actions.ts'

type Step = {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
type Workflow = {
  readonly jobs: Readonly<Record<string, { needs?: string | string[]; steps?: readonly Step[] }>>
}

/** Every text with steps in it: the workflows, and the blocks of YAML in the documentation. */
const texts: readonly (readonly [string, string])[] = [
  ...globSync('{.github,workflows-examples/*/.github}/workflows/*.yml', { cwd: ROOT }).map(
    (path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const,
  ),
  ...globSync('{README.md,action-docs/*.md,actions/*/README.md,workflows-examples/*/README.md}', {
    cwd: ROOT,
  }).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/```yaml\n(.*?)```/gs)]
      .map((match) => match[1] ?? '')
      .filter((block) => block.includes('uses:'))
      .map((block, index) => [`${path}, block ${index + 1}`, block] as const),
  ),
]

/** The steps of a workflow, or of a list of steps alone. */
function stepsOf(text: string): readonly Step[] {
  const value = parse(text) as Workflow | readonly Step[]
  return 'jobs' in value ? Object.values(value.jobs).flatMap(({ steps = [] }) => steps) : value
}

/** Our action that a step uses, or undefined. */
function ours(uses: string): string | undefined {
  return /^(?:towpath\/towpath|\.)\/actions\/([^@]+)/.exec(uses)?.[1]
}

/** What is wrong in a text: actions, inputs and outputs that do not exist. */
function mistakes(text: string): string[] {
  const used = stepsOf(text).flatMap(({ id, uses = '', with: given = {} }) => {
    const name = ours(uses)
    return name === undefined ? [] : [{ id, uses, name, given: Object.keys(given) }]
  })
  return used.flatMap(({ id, uses, name, given }) => {
    if (!actionNames().includes(name)) return [`no action ${name}`]
    const { inputs = {}, outputs = {} } = actionFile(name)
    const read = [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))]
    return [
      ...(uses.startsWith('.') || uses.endsWith(`@${name}/v1`) ? [] : [`not at its tag: ${uses}`]),
      ...given.filter((key) => !Object.hasOwn(inputs, key)).map((key) => `no input ${key}`),
      ...read
        .map((match) => match[1] ?? '')
        .filter((key) => !Object.hasOwn(outputs, key))
        .map((key) => `no output ${key}`),
    ]
  })
}

test.each(texts)('%s uses actions, inputs and outputs that exist', (_, text) => {
  expect(mistakes(text)).toEqual([])
})

test('every action is shown by a text, and every mistake in one is found', () => {
  const shown = texts.flatMap(([, text]) => stepsOf(text).map(({ uses = '' }) => ours(uses)))
  expect([...new Set(shown.filter(Boolean))].sort()).toEqual(actionNames())
  const wrong = `
- { id: a, uses: towpath/towpath/actions/route@route/v2, with: { configuration: x } }
- { uses: towpath/towpath/actions/router@router/v1 }
- { run: '\${{ steps.a.outputs.environment-name }}' }`
  expect(mistakes(wrong)).toEqual([
    'not at its tag: towpath/towpath/actions/route@route/v2',
    'no input configuration',
    'no output environment-name',
    'no action router',
  ])
})

describe('the CI of this repository', () => {
  const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as Workflow

  test('ends with a job that needs all others', () => {
    const others = Object.keys(jobs).filter((name) => name !== 'ok')
    expect([jobs['ok']?.needs].flat().sort()).toEqual(others.sort())
  })

  test('runs the script that checks a submission', () => {
    expect(jobs['checks']?.steps?.at(-1)).toEqual({ run: '.ci/run' })
  })
})
