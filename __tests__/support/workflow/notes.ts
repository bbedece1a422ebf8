// The project of the example zappa-django, deployed to the tests' AWS.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Aws, startAws } from '../../../fakes/aws/aws.ts'
import { deployed } from '../../../fakes/zappa-project/deployed.ts'
import { EXCLUDE } from '../../../fakes/zappa-project/project.ts'
import { ROOT } from '../../../scripts/actions.ts'
import {
  type WorkflowOptions,
  type WorkflowResult,
  type WorkflowWorld,
  workflowWorld,
} from './act.ts'
import { type Cloud, zappaCloud } from './zappa-cloud.ts'

export type Notes = {
  readonly aws: Aws
  readonly world: WorkflowWorld
  readonly cloud: Cloud
  readonly secrets: Readonly<Record<'DATABASE_URL' | 'SECRET_KEY', string>>
  /** Changes the release that its health page shows. */
  release(name: string): void
  /** Adds or removes a migration that prints all variables and fails, but only when deployed. */
  migration(there: boolean): void
  /** Starts a run of the example's workflow, or of another one. */
  begin(event: string, options: WorkflowOptions): Promise<WorkflowResult>
  /** Resolves with the answer of the stage dev. */
  page(path: string): Promise<string>
  stop(): Promise<void>
}

const FUNCTION = 'notes-dev'
const EXAMPLE = join(ROOT, 'workflows-examples/zappa-django')
const FAILING = join(ROOT, 'fakes/zappa-project/migrations/prints.py')
const ONLY_DEPLOYED = [
  'def print_all(apps, schema):\n',
  'def print_all(apps, schema):\n    if "AWS_LAMBDA_FUNCTION_NAME" not in os.environ:\n        return\n',
] as const
const read = (file: string): string => readFileSync(file, 'utf8')

/** Deploys the example as it is, without its tables, and prepares its workflow. */
export async function startNotes(act: string, workflows: readonly string[]): Promise<Notes> {
  await using started = new AsyncDisposableStack()
  const aws = await startAws()
  started.defer(() => aws[Symbol.asyncDispose]())
  const world = workflowWorld(act)
  started.defer(() => world[Symbol.dispose]())
  const folder = world.repository
  const database = join(dirname(folder), 'notes.sqlite3')
  const secrets = {
    DATABASE_URL: `sqlite:///${database}`,
    SECRET_KEY: 'a "key" with $everything in it',
  }
  place(folder, aws)
  await deploy(aws, folder, { database, secrets })
  const used = [...workflows, read(join(folder, '.github/workflows/deploy.yml'))]
  const cloud = await zappaCloud(world, aws, { workflows: used })
  const running = started.move()
  return {
    ...{ aws, world, cloud, secrets },
    ...changes(folder),
    begin: (event, { args = [], ...options }) =>
      world.begin(event, { secrets, ...options, args: [...cloud.args, ...args] }),
    async page(path) {
      const answer = await fetch(`${aws.siteUrl(FUNCTION)}${path}`)
      return `${answer.status} ${(await answer.text()).trim()}`
    },
    stop: () => running.disposeAsync(),
  }
}

/** Copies the example and adapts it as its user would: host names, excluded packages, no driver for a database that does not exist. */
function place(folder: string, aws: Aws): void {
  cpSync(EXAMPLE, folder, { recursive: true })
  rmSync(join(folder, 'README.md'))
  const change = (file: string, from: string, to: string): void => {
    const text = read(join(folder, file))
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
    writeFileSync(join(folder, file), text.replace(from, to))
  }
  change('config/settings.py', '.notes.example.org', '127.0.0.1')
  change('requirements.txt', 'psycopg[binary]==3.3.9\n', '')
  change('zappa_settings.json', '"LC_MESSAGES"', EXCLUDE.map((name) => `"${name}"`).join(', '))
  const smoke = `smoke: ${aws.siteUrl(FUNCTION)}/healthz`
  change('.github/workflows/deploy.yml', 'smoke: /healthz', smoke)
}

/** Deploys the stage dev as if by hand, with the settings filled. */
async function deploy(
  aws: Aws,
  folder: string,
  { database, secrets }: { database: string; secrets: Notes['secrets'] },
): Promise<void> {
  const file = join(folder, 'zappa_settings.json')
  const committed = read(file)
  const settings = JSON.parse(committed) as Record<string, Record<string, unknown>>
  Object.assign(settings['dev']?.['aws_environment_variables'] ?? {}, secrets)
  writeFileSync(file, JSON.stringify(settings))
  const nothing = (): void => {}
  const dont = { release: nothing, migration: nothing, break: nothing }
  await deployed(aws, { folder, database, settings, name: FUNCTION, secrets: [], ...dont })
  writeFileSync(file, committed)
}

function changes(folder: string): Pick<Notes, 'release' | 'migration'> {
  const views = join(folder, 'notes/views.py')
  const next = join(folder, 'notes/migrations/0002_next.py')
  const text = read(views)
  return {
    release: (name) => writeFileSync(views, text.replace('"ok, ', `"ok from ${name}, `)),
    migration(there) {
      if (there) writeFileSync(next, read(FAILING).replace(...ONLY_DEPLOYED))
      else rmSync(next)
    },
  }
}
