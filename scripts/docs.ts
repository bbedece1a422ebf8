// npm run docs: generates the tables in action-docs/, the table of actions in the README, and the JSON Schema.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { towpathFile } from '../kit/config/towpath-file.ts'
import { type ActionFile, actionFile, actionNames, ROOT } from './actions.ts'

/** Returns every generated file with its content. */
export async function generated(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const name of actionNames()) {
    const path = `action-docs/${name}.md`
    files.set(path, between(read(path), 'reference', await reference(name)))
  }
  for (const [name, tables] of Object.entries(keyTables())) {
    const path = `action-docs/${name}.md`
    files.set(path, between(files.get(path) ?? '', 'file', tables.join('\n\n')))
  }
  files.set('README.md', between(read('README.md'), 'actions', actionTable()))
  files.set('schema/towpath.schema.json', `${JSON.stringify(schema(), null, 2)}\n`)
  return files
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Replaces what is between two markers. Throws if a marker is missing. */
function between(text: string, marker: string, content: string): string {
  const begin = `<!-- ${marker}:begin -->`
  const end = `<!-- ${marker}:end -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${begin} and ${end} are missing`)
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`
}

const cell = (text: string): string => text.trim().replaceAll('|', '\\|').replace(/\s+/g, ' ')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function described(
  name: string,
  entries: ActionFile['inputs'] | ActionFile['outputs'],
): [string, string][] {
  return Object.entries(entries ?? {}).map(([key, { description }]) => {
    if (!description) throw new Error(`"${key}" of ${name} has no description`)
    return [key, description]
  })
}

async function reference(name: string): Promise<string> {
  const file = actionFile(name)
  const inputs = described(name, file.inputs).map(([key, description]) => {
    const standard = file.inputs?.[key]?.default
    return [`\`${key}\``, standard === undefined ? '' : `\`${standard}\``, description]
  })
  const outputs = described(name, file.outputs).map(([key, description]) => [
    `\`${key}\``,
    description,
  ])
  const { REASONS } = (await import(join(ROOT, 'actions', name, 'src', 'reasons.ts'))) as {
    REASONS: Readonly<Record<string, string>>
  }
  const reasons = Object.entries(REASONS).map(([code, description]) => [`\`${code}\``, description])
  return [
    ['### Inputs', table(['input', 'default', ''], inputs)],
    ['### Outputs', table(['output', ''], outputs)],
    ['### Reasons', table(['reason', ''], reasons)],
  ]
    .flat()
    .join('\n\n')
}

function actionTable(): string {
  const rows = actionNames().map((name) => [
    `[\`${name}\`](actions/${name}/README.md)`,
    actionFile(name).description,
    `[reference](action-docs/${name}.md)`,
  ])
  return table(['action', 'what it does', ''], rows)
}

type Described = { readonly properties: Readonly<Record<string, { readonly description: string }>> }

type FileSchema = {
  readonly properties: {
    readonly routes: { readonly items: Described }
    readonly environments: {
      readonly additionalProperties: Described & { readonly properties: { proxy: Described } }
    }
    readonly services: {
      readonly additionalProperties: Described & {
        readonly properties: { healthy: Described; proxy: Described }
      }
    }
  }
}

/** The keys of an environment that fabric-deploy reads. */
const HOST_KEYS = ['hosts', 'gateway', 'batch', 'canary', 'pause', 'proxy', 'services']

/** Returns tables of the keys of towpath.yml, by the action that reads them; the descriptions come from the schema. */
function keyTables(): Readonly<Record<string, readonly string[]>> {
  const { properties } = towpathFile.jsonSchema() as FileSchema
  const environment = properties.environments.additionalProperties
  const service = properties.services.additionalProperties
  return {
    route: [
      keys('key of a route', properties.routes.items),
      keys('key of an environment', environment, (key) => !HOST_KEYS.includes(key)),
    ],
    'fabric-deploy': [
      keys('key of an environment', environment, (key) => HOST_KEYS.includes(key)),
      keys('key of a service', service),
      keys('key of `healthy`', service.properties.healthy),
      keys('key of `proxy` of a service', service.properties.proxy),
      keys('key of `proxy` of an environment', environment.properties.proxy),
    ],
  }
}

function keys(
  called: string,
  { properties }: Described,
  isIncluded = (_key: string) => true,
): string {
  const rows = Object.entries(properties)
    .filter(([key]) => isIncluded(key))
    .map(([key, { description }]) => [`\`${key}\``, description])
  return table([called, ''], rows)
}

function schema(): object {
  const about = { $schema: 'http://json-schema.org/draft-07/schema#', title: '.github/towpath.yml' }
  return { ...about, ...towpathFile.jsonSchema() }
}

if (import.meta.main) {
  for (const [path, text] of await generated()) {
    if (!existsSync(join(ROOT, path)) || read(path) !== text)
      process.stdout.write(`${path} has changed\n`)
    writeFileSync(join(ROOT, path), text)
  }
}
