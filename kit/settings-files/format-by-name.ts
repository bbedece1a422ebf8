// The format of a settings file, by its name.

import { dotenv } from './dotenv.ts'
import type { Format } from './format.ts'
import { hjson } from './hjson.ts'
import { json } from './json.ts'
import { toml } from './toml.ts'
import { yaml } from './yaml.ts'

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  json,
  jsonc: hjson,
  hjson,
  yaml,
  yml: yaml,
  toml,
  env: dotenv,
}

/** Returns the format of the first path whose name determines it. `.env.example` is a .env file, `settings.json.example` is JSON. */
export function formatOf(...paths: readonly string[]): Format | undefined {
  for (const path of paths) {
    const name = (path.split(/[\\/]/).at(-1) ?? '').toLowerCase()
    const extensions = name.split('.').slice(1)
    if (
      extensions.length > 1 &&
      /^(?:example|sample|dist|template|tmpl|tpl)$/.test(extensions.at(-1) ?? '')
    )
      extensions.pop()
    const known = BY_EXTENSION[extensions.at(-1) ?? '']
    if (known) return known
    if (name.startsWith('.env.')) return dotenv
  }
  return undefined
}
