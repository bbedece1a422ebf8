// Writes what is generated: the tables in action-docs/, the table of actions in the README, the JSON Schema.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { towpathFile } from '../kit/config/towpath.ts'
import { type ActionFile, actionFile, actionNames, ROOT } from './actions.ts'

/** Everything that is generated, as file and whole text. */
export async function generated(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const name of actionNames()) {
    const path = `action-docs/${name}.md`
    files.set(path, between(read(path), 'reference', await reference(name)))
  }
  const route = 'action-docs/route.md'
  files.set(route, between(files.get(route) ?? '', 'file', keyTables()))
  files.set('README.md', between(read('README.md'), 'actions', actionTable()))
  files.set('schema/towpath.schema.json', `${JSON.stringify(schema(), null, 2)}\n`)
  return files
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The text with what stands between two markers replaced. Throws when a marker is missing. */
function between(text: string, marker: string, content: string): string {
  const [begin, end] = [`<!-- ${marker}:begin -->`, `<!-- ${marker}:end -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
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
  const inputs = described(name, file.inputs).map(([key, says]) => {
    const standard = file.inputs?.[key]?.default
    return [`\`${key}\``, standard === undefined ? '' : `\`${standard}\``, says]
  })
  const outputs = described(name, file.outputs).map(([key, says]) => [`\`${key}\``, says])
  const { REASONS } = (await import(join(ROOT, 'actions', name, 'src', 'reasons.ts'))) as {
    REASONS: Readonly<Record<string, string>>
  }
  const reasons = Object.entries(REASONS).map(([code, says]) => [`\`${code}\``, says])
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

/** The keys of a route and of an environment, from what the schema says of them. */
function keyTables(): string {
  const { properties } = towpathFile.schema() as {
    properties: { routes: { items: Described }; environments: { additionalProperties: Described } }
  }
  const keys = (described: Described, called: string, left: readonly string[] = []): string => {
    const rows = Object.entries(described.properties)
      .filter(([key]) => !left.includes(key))
      .map(([key, { description }]) => [`\`${key}\``, description])
    return table([called, ''], rows)
  }
  // What the deploying actions read is told with them.
  const ofHosts = ['hosts', 'gateway', 'batch', 'pause', 'services']
  const { routes, environments } = properties
  const tables = [
    keys(routes.items, 'key of a route'),
    keys(environments.additionalProperties, 'key of an environment', ofHosts),
  ]
  return tables.join('\n\n')
}

function schema(): object {
  const about = { $schema: 'http://json-schema.org/draft-07/schema#', title: '.github/towpath.yml' }
  return { ...about, ...towpathFile.schema() }
}

if (import.meta.main) {
  for (const [path, text] of await generated()) {
    if (!existsSync(join(ROOT, path)) || read(path) !== text)
      process.stdout.write(`${path} is written\n`)
    writeFileSync(join(ROOT, path), text)
  }
}
