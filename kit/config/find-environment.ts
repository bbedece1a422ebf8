// Finds an environment by the name that a job has, with placeholders filled in. Pure.

import { quote } from '../text/escape.ts'
import { suggestion } from '../text/suggest.ts'
import { placeholdersIn } from './placeholders.ts'
import type { EnvironmentEntry, TowpathFile } from './towpath-file.ts'

/** The possible values of placeholders in a name. */
const VALUES: Readonly<Record<string, string>> = {
  number: '[0-9]+',
  slug: '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?',
  sha: '[0-9a-f]{40,64}',
}

/** Returns the entry of an environment: for `review-42` that of `review-{number}`, unless another has its exact name. */
export function environmentNamed(
  file: TowpathFile,
  name: string,
): EnvironmentEntry | { readonly problem: string } {
  const entries = [...(file.environments ?? [])]
  const exact = entries.find(([key]) => key.toLowerCase() === name.toLowerCase())
  const entry = exact ?? entries.find(([key]) => placeholdersIn(key).length > 0 && fits(key, name))
  if (entry) return entry[1].value
  const names = entries.map(([key]) => key)
  const hint = names.length > 0 ? suggestion(name, names, 'there are') : '; there is none'
  return { problem: `${quote(name)} is not one of the environments${hint}` }
}

function fits(template: string, name: string): boolean {
  const parts = template.split(/\{([a-z]+)\}/)
  const source = parts.map((part, index) =>
    index % 2 === 1 ? `(?:${VALUES[part]})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`^${source.join('')}$`, 'i').test(name)
}
