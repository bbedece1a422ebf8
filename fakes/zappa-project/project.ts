// A small Django project that Zappa deploys: an app with a model, a page and a health check.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toolPath } from '../../scripts/test-tools.ts'

type Stage = Record<string, unknown>

export type ProjectOptions = {
  /** Settings of the stage `dev`, added to the default ones; undefined removes one. */
  readonly dev?: Stage
  /** Other stages. */
  readonly stages?: Readonly<Record<string, Stage>>
  /** Additional variables of the function. */
  readonly variables?: Readonly<Record<string, string>>
}

/** A second migration, which fails, takes ten minutes, prints all variables and fails, prints much, or adds a field. */
export type Migration = 'fails' | 'sleeps' | 'prints' | 'talks' | 'adds'

export type Project = {
  readonly folder: string
  /** The function's name. */
  readonly name: string
  /** The sqlite file with the function's tables. */
  readonly database: string
  /** The secret values, of the function's variables and of the package's. */
  readonly secrets: readonly string[]
  /** The contents of zappa_settings.json. */
  readonly settings: Readonly<Record<string, Stage>>
  /** Changes the release that its pages show. */
  release(name: string): void
  /** Adds a second migration. */
  migration(kind: Migration): void
  /** Makes its pages answer 500. */
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

/** Returns the virtual environment with Zappa and Django. */
export const environmentOfZappa = (): string => dirname(dirname(toolPath('zappa') ?? ''))

/** Writes the project, release 1, to a new folder. Its database is next to the folder. */
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
