// The licenses of the packages in a bundle. ncc's own option leaves out packages of bundles that have several parts.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What webpack says of a module; one that was made of several lists them. */
type Module = { readonly nameForCondition?: string | null; readonly modules?: readonly Module[] }

/** Returns name, license and its text for every package, from the statistics that ncc writes (`--stats-out`). */
export function licensesOf(stats: string): string {
  const { modules } = JSON.parse(readFileSync(stats, 'utf8')) as { readonly modules: Module[] }
  const folders = new Set(filesOf(modules).flatMap((file) => packageFolder(file) ?? []))
  const texts = new Map([...folders].map((folder) => licenseOf(folder)))
  return `${[...texts]
    .sort()
    .map(([name, text]) => `${name}\n${text}`)
    .join('\n')}`
}

const filesOf = (modules: readonly Module[]): string[] =>
  modules.flatMap(({ nameForCondition, modules: inner = [] }) => [
    ...(nameForCondition ? [nameForCondition] : []),
    ...filesOf(inner),
  ])

const packageFolder = (file: string): string | undefined =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]

function licenseOf(folder: string): [name: string, text: string] {
  const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly license?: string
  }
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
  if (license === undefined && text === '') throw new Error(`${name} has no license`)
  return [name, `${license ?? ''}\n${text.replace(/\r\n/g, '\n').trim()}\n`]
}
