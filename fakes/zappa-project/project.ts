// A small Django project that Zappa deploys: an app with a model, a page and a health check.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toolPath } from '../../scripts/test-tools.ts'

type Stage = Record<string, unknown>

export type ProjectOptions = {
  /** Instead of, or beside, those of the stage `dev`; undefined takes one away. */
  readonly dev?: Stage
  /** Other stages. */
  readonly stages?: Readonly<Record<string, Stage>>
  /** Of the function, besides those that are there. */
  readonly variables?: Readonly<Record<string, string>>
}

/** A migration that comes after the first: it fails, takes ten minutes, tells all it knows and fails, says a lot, adds a field. */
export type Migration = 'fails' | 'sleeps' | 'prints' | 'talks' | 'adds'

export type Project = {
  readonly folder: string
  /** The function's name. */
  readonly name: string
  /** The sqlite file that the function has its tables in. */
  readonly database: string
  /** The values that nobody may see: of the function's environment and of the package's. */
  readonly secrets: readonly string[]
  /** What zappa_settings.json has. */
  readonly settings: Readonly<Record<string, Stage>>
  /** Its pages say this release from now on. */
  release(name: string): void
  /** Its next migration. */
  migration(kind: Migration): void
  /** Its pages answer 500 from now on. */
  break(): void
}

const FILES = import.meta.dirname

/** Lambda's runtime has these, or nothing uses them. */
export const UNUSED = [
  ...['boto3', 'botocore', 's3transfer', 'setuptools', 'pkg_resources', '_distutils_hack'],
  ...['troposphere', 'cfn_flip', 'placebo', 'tqdm', 'argcomplete', 'LC_MESSAGES', 'gis', 'admin'],
  ...['admindocs', 'postgres', '__pycache__', '*.dist-info', 'jinja2', 'templates', 'static'],
]

/** What the function of the tests runs without, besides: most of a run's time is spent on copying files. */
export const EXCLUDE = [
  ...UNUSED,
  ...['urllib3', 'jmespath', 'dateutil', 'six.py', 'yaml', '_yaml', 'hjson', 'toml', 'cfn_tools'],
  ...['cfn_clean', 'packaging', 'click', 'requests', 'idna', 'charset_normalizer', 'wheel'],
  ...['slugify', 'text_unidecode', 'contrib'],
  // The languages of django/conf/locale, but for `da` and those of three letters.
  ...['[a-ce-z][a-z]', '[a-z][a-z]_*'],
]

/** The virtual environment that has Zappa and Django. */
export const environmentOfZappa = (): string => dirname(dirname(toolPath('zappa') ?? ''))

/** Writes the project, release 1, into a new folder. Its database is beside the folder. */
export function djangoProject(folder: string, options: ProjectOptions = {}): Project {
  const database = `${folder}.sqlite3`
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  mkdirSync(folder, { recursive: true })
  cpSync(join(FILES, 'project'), folder, { recursive: true })
  const settings = settingsOf(database, options)
  write('zappa_settings.json', `${JSON.stringify(settings, undefined, 2)}\n`)
  return {
    folder,
    database,
    settings,
    name: 'demo-dev',
    secrets: ['token-of-the-function', 'key-of-the-package'],
    release: (name) => write('notes/release.py', `RELEASE = ${JSON.stringify(name)}\n`),
    migration: (kind) =>
      cpSync(
        join(FILES, `migrations/${kind}.py`),
        join(folder, `notes/migrations/0002_${kind}.py`),
      ),
    break: () => cpSync(join(FILES, 'broken_views.py'), join(folder, 'notes/views.py')),
  }
}

function settingsOf(database: string, options: ProjectOptions): Record<string, Stage> {
  const lib = readdirSync(join(environmentOfZappa(), 'lib'))
  const dev = {
    project_name: 'demo',
    django_settings: 'config.settings',
    runtime: lib.find((name) => name.startsWith('python3.')),
    s3_bucket: 'zappa-demo',
    aws_region: 'eu-west-1',
    timeout_seconds: 60,
    touch: false,
    keep_warm: false,
    exclude: EXCLUDE,
    environment_variables: { SECRET_KEY: 'key-of-the-package' },
    aws_environment_variables: {
      DATABASE_PATH: database,
      API_TOKEN: 'token-of-the-function',
      ...options.variables,
    },
    ...options.dev,
  }
  return { dev, ...options.stages }
}
