import { existsSync, globSync, readFileSync } from 'node:fs'
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
  readonly jobs: Readonly<Record<string, Job>>
}
type Job = {
  readonly needs?: string | string[]
  readonly steps?: readonly Step[]
  /** A reusable workflow, with what it is given. */
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly secrets?: Readonly<Record<string, unknown>>
}

/** Everything with steps in it: the workflows, and the blocks of YAML in the documentation. */
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

/** Returns the steps of a workflow, or of a list of steps. */
function stepsOf(text: string): readonly Step[] {
  const value = parse(text) as Workflow | readonly Step[]
  return 'jobs' in value ? Object.values(value.jobs).flatMap(({ steps = [] }) => steps) : value
}

/** Returns the action of this repository that a step uses, or undefined. */
function ours(uses: string): string | undefined {
  return /^(?:towpath\/towpath|\.)\/actions\/([^@]+)/.exec(uses)?.[1]
}

/** Returns the actions, inputs and outputs that do not exist. */
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

/** Returns the jobs that call a reusable workflow. */
function callsOf(text: string): readonly Job[] {
  const value = parse(text) as Workflow | readonly Step[]
  return 'jobs' in value ? Object.values(value.jobs).filter(({ uses }) => uses !== undefined) : []
}

/** Returns the inputs and secrets of a reusable workflow, or undefined if it does not exist. */
function callable(name: string): Record<'inputs' | 'secrets', string[]> | undefined {
  const path = join(ROOT, '.github/workflows', `${name}.yml`)
  if (!existsSync(path)) return undefined
  const { workflow_call: { inputs = {}, secrets = {} } = {} } = (
    parse(readFileSync(path, 'utf8')) as { on: Record<string, Record<string, object>> }
  ).on
  return { inputs: Object.keys(inputs), secrets: Object.keys(secrets) }
}

/** Returns what is wrong in the calls of our reusable workflows. */
function wrongCalls(text: string): string[] {
  return callsOf(text).flatMap(({ uses = '', with: given = {}, secrets = {} }) => {
    const [, name = '', ref] =
      /^towpath\/towpath\/\.github\/workflows\/(.+)\.yml@(.+)$/.exec(uses) ?? []
    const takes = callable(name)
    if (!takes) return [`no workflow ${uses}`]
    return [
      ...(ref === `${name}/v1` ? [] : [`not at its tag: ${uses}`]),
      ...Object.keys(given)
        .filter((key) => !takes.inputs.includes(key))
        .map((key) => `no input ${key}`),
      ...Object.keys(secrets)
        .filter((key) => !takes.secrets.includes(key))
        .map((key) => `no secret ${key}`),
    ]
  })
}

test.each(texts)('%s uses actions, inputs and outputs that exist', (_, text) => {
  expect([...mistakes(text), ...wrongCalls(text)]).toEqual([])
})

test('every reusable workflow has an example, and every mistake in a call is found', () => {
  const shown = texts.flatMap(([, text]) => callsOf(text).map(({ uses = '' }) => uses))
  expect([...new Set(shown)].sort()).toEqual([
    'towpath/towpath/.github/workflows/build-images.yml@build-images/v1',
    'towpath/towpath/.github/workflows/deploy-dokku.yml@deploy-dokku/v1',
    'towpath/towpath/.github/workflows/deploy-hosts.yml@deploy-hosts/v1',
    'towpath/towpath/.github/workflows/deploy-zappa.yml@deploy-zappa/v1',
  ])
  const wrong = `
jobs:
  a: { uses: towpath/towpath/.github/workflows/deploy.yml@deploy/v1 }
  b:
    uses: towpath/towpath/.github/workflows/deploy-hosts.yml@deploy-hosts/v2
    with: { tags: x }
    secrets: { ssh-key: x }`
  expect(wrongCalls(wrong)).toEqual([
    'no workflow towpath/towpath/.github/workflows/deploy.yml@deploy/v1',
    'not at its tag: towpath/towpath/.github/workflows/deploy-hosts.yml@deploy-hosts/v2',
    'no input tags',
    'no secret ssh-key',
  ])
})

test('every action has an example, and every mistake in one is found', () => {
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

describe.each([
  ['deploy-hosts', 'fabric-deploy', [], {}],
  // Its file of routes has the name that the action has for the variables of an app.
  ['deploy-dokku', 'dokku-deploy', ['config'], {}],
  // A token for the role at AWS. It can't read or write the repository.
  ['deploy-zappa', 'zappa-update', [], { 'id-token': 'write' }],
] as const)('the reusable workflow %s', (name, action, others, more) => {
  const path = join(ROOT, `.github/workflows/${name}.yml`)
  const workflow = parse(readFileSync(path, 'utf8')) as {
    on: { workflow_call: { inputs: Record<string, { default: unknown }> } }
    permissions: object
    jobs: Record<string, { permissions: object }>
  }

  // act checks none of these.
  test('deploys under the protection of the environment, one run at a time, and reads only', () => {
    expect(workflow.permissions).toEqual({})
    for (const [job, { permissions }] of Object.entries(workflow.jobs)) {
      expect(permissions).toEqual({ contents: 'read', ...(job === 'deploy' ? more : {}) })
    }
    expect(workflow.jobs['deploy']).toMatchObject({
      strategy: { 'fail-fast': false },
      environment: { name: `\${{ matrix.environment }}`, url: `\${{ matrix.url }}` },
      concurrency: { group: `\${{ matrix.concurrency }}`, 'cancel-in-progress': false },
    })
  })

  test(`has the defaults of ${action}`, () => {
    const { inputs = {} } = actionFile(action)
    const own = Object.entries(workflow.on.workflow_call.inputs)
    const common = own.filter(
      ([key]) => Object.hasOwn(inputs, key) && !(others as readonly string[]).includes(key),
    )
    expect(common.length).toBeGreaterThan(5)
    for (const [key, { default: standard }] of common) {
      expect([key, String(standard)]).toEqual([key, inputs[key]?.default ?? ''])
    }
  })
})

describe('the reusable workflow build-images', () => {
  type Build = {
    permissions?: object
    needs: string | string[]
    if: string
    steps: readonly Step[]
  }
  const workflow = parse(
    readFileSync(join(ROOT, '.github/workflows/build-images.yml'), 'utf8'),
  ) as {
    on: { workflow_call: { inputs: Record<string, { default?: unknown }> } }
    permissions?: object
    jobs: Record<string, Build>
  }
  const { find, ...levels } = workflow.jobs

  // act checks none of these.
  test('finds with a token that reads; builds with the permissions of the calling job', () => {
    expect(find?.permissions).toEqual({ contents: 'read' })
    expect([workflow, ...Object.values(levels)].map(({ permissions }) => permissions)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('has a job for each level, after all earlier ones, unless one of them failed or was cancelled', () => {
    const names = Object.keys(levels)
    const given = find?.steps.find(({ id }) => id === 'images')?.with
    expect(given).toMatchObject({ 'max-levels': names.length })
    for (const [index, { needs, if: condition, steps }] of Object.values(levels).entries()) {
      expect([needs].flat()).toEqual(['find', ...names.slice(0, index)])
      expect(condition).toContain(`fromJSON(needs.find.outputs.levels)[${index}]`)
      if (index > 0) {
        expect(condition).toContain('!failure() && !cancelled()')
        expect(condition).toContain("!contains(needs.*.result, 'cancelled')")
      }
      expect(steps.at(-1)?.with).toMatchObject({
        'build-contexts': `\${{ matrix.build-contexts }}`,
        push: true,
      })
    }
  })

  test('has the defaults of find-images, and passes its own inputs on', () => {
    const { inputs = {} } = actionFile('find-images')
    const common = Object.entries(workflow.on.workflow_call.inputs).filter(([key]) =>
      Object.hasOwn(inputs, key),
    )
    expect(common.length).toBeGreaterThan(7)
    const given = find?.steps.find(({ id }) => id === 'images')?.with
    for (const [key, { default: standard = '' }] of common) {
      expect([key, standard]).toEqual([key, inputs[key]?.default ?? ''])
      expect(given).toMatchObject({ [key]: `\${{ inputs.${key} }}` })
    }
  })
})

describe('the example aimmo', () => {
  const read = (path: string) =>
    parse(readFileSync(join(ROOT, 'workflows-examples', path), 'utf8')) as {
      concurrency?: object
      jobs: Record<string, { if?: string; environment?: object; concurrency?: object }>
    }

  // Nor these: act has no job that is cancelled for its time limit.
  test('deploys only after a package and all images, one run of a branch at a time', () => {
    const { concurrency, jobs } = read('aimmo/.github/workflows/deploy.yml')
    expect(concurrency).toEqual({
      group: `deploy-\${{ github.ref }}`,
      'cancel-in-progress': false,
    })
    for (const job of ['package', 'images']) {
      expect(jobs['deploy']?.if).toContain(`needs.${job}.result == 'success'`)
    }
  })

  test('is deployed under the protection of the environment, one run at a time', () => {
    expect(read('aimmo-deployment/.github/workflows/deploy.yml').jobs['deploy']).toMatchObject({
      environment: { name: `\${{ inputs.environment }}` },
      concurrency: {
        group: `deploy-\${{ inputs.environment }}`,
        'cancel-in-progress': false,
      },
    })
  })
})

describe('the example flight-launch', () => {
  const read = (name: string) =>
    parse(
      readFileSync(
        join(ROOT, `workflows-examples/flight-launch/.github/workflows/${name}.yml`),
        'utf8',
      ),
    ) as { concurrency?: object; jobs: Record<string, object> }

  // act checks none of these either.
  test('deploys one commit after the other, and promotes under the protection of production', () => {
    expect(read('deploy').concurrency).toEqual({ group: 'staging', 'cancel-in-progress': false })
    expect(read('promote').jobs['promote']).toMatchObject({
      environment: { name: 'production' },
      concurrency: { group: 'deploy-production', 'cancel-in-progress': false },
    })
  })
})

describe('the example zappa-django', () => {
  const path = 'workflows-examples/zappa-django/.github/workflows/deploy.yml'
  const { jobs } = parse(readFileSync(join(ROOT, path), 'utf8')) as Workflow

  // Nor these.
  test('asks AWS for a role under the protection of the environment, one run for a stage at a time', () => {
    expect(jobs['test']).toMatchObject({ permissions: { contents: 'read' } })
    expect(jobs['deploy']).toMatchObject({
      permissions: { contents: 'read', 'id-token': 'write' },
      environment: { name: `\${{ matrix.environment }}` },
      concurrency: { group: `\${{ matrix.concurrency }}`, 'cancel-in-progress': false },
    })
  })
})

describe('the CI of this repository', () => {
  const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as Workflow

  test('ends with a job that needs all others', () => {
    const others = Object.keys(jobs).filter((name) => name !== 'ok')
    expect([jobs['ok']?.needs].flat().sort()).toEqual(others.sort())
  })

  test('runs both halves of the script that checks a change', () => {
    for (const half of ['fast', 'slow']) {
      expect(jobs[half]?.steps?.at(-1)).toEqual({ run: `.ci/run ${half}` })
    }
  })
})
