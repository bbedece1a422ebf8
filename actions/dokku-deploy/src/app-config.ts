// The variables of an app: compares them, sets them without a restart, and restores them.

import type { KeyValues } from '../../../kit/action/key-value-lines.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { NOT_SET } from '../../../kit/dokku/app.ts'
import { look } from '../../../kit/dokku/look.ts'
import { isRefusal } from '../../../kit/dokku/refusal.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import { list } from '../../../kit/text/escape.ts'

/** The variables to change, with their values; `before` is undefined for a variable that was not set. */
export type ConfigChanges = ReadonlyMap<
  string,
  { readonly before: string | undefined; readonly after: string }
>

/** Returns the variables whose value differs from the wanted one. An app that does not exist yet has none. */
export async function configChanges(
  dokku: Dokku,
  app: string,
  wanted: KeyValues,
  exists: boolean,
): Promise<ConfigChanges> {
  const changes = new Map<string, { before: string | undefined; after: string }>()
  const valueBefore = exists ? await currentValues(dokku, app, wanted.size) : () => undefined
  for (const [key, after] of wanted) {
    const before = await valueBefore(key)
    if (before !== after) changes.set(key, { before, after })
  }
  return changes
}

type ValueBefore = (key: string) => Promise<string | undefined> | string | undefined

/** Returns how to get the present values: with one question for all of them, if there are several and the version and the key can. */
async function currentValues(dokku: Dokku, app: string, count: number): Promise<ValueBefore> {
  const values = count > 1 && dokku.has('config:import') ? await allValues(dokku, app) : undefined
  if (values) return (key) => values.get(key)
  return async (key) =>
    (await look(dokku, ['--quiet', 'config:get', app, key], NOT_SET))?.replace(/\n$/, '')
}

/** Returns all variables, or undefined if they can't be had together. */
async function allValues(dokku: Dokku, app: string): Promise<Map<string, string> | undefined> {
  const words = ['--quiet', 'config:export', '--format', 'json', app]
  const { code, stdout } = await dokku.run(words)
  if (code !== 0) return undefined
  try {
    const values = Object.entries(JSON.parse(stdout) as Readonly<Record<string, unknown>>)
    return new Map(values.map(([key, value]) => [key, String(value)]))
  } catch {
    return undefined
  }
}

/** Sets the new values. */
export async function setConfig(dokku: Dokku, app: string, changes: ConfigChanges): Promise<void> {
  const values = [...changes].map(([key, { after }]) => [key, after] as const)
  await writeValues(dokku, app, values)
}

/** Restores the previous values. */
export async function restoreConfig(
  dokku: Dokku,
  app: string,
  changes: ConfigChanges,
): Promise<void> {
  const values: [string, string][] = []
  const unset: string[] = []
  for (const [key, { before }] of changes) {
    if (before === undefined) unset.push(key)
    else values.push([key, before])
  }
  await writeValues(dokku, app, values)
  if (unset.length > 0)
    await runConfig(dokku, ['config:unset', '--no-restart', app, ...unset], unset, {})
}

/** Writes values through standard input if the version can, or else encoded and outside of any process's arguments. */
async function writeValues(
  dokku: Dokku,
  app: string,
  values: readonly (readonly [string, string])[],
): Promise<void> {
  if (values.length === 0) return
  const names = values.map(([key]) => key)
  if (dokku.has('config:import')) {
    const words = ['config:import', '--no-restart', '--format', 'json', app, '-']
    await runConfig(dokku, words, names, { input: JSON.stringify(Object.fromEntries(values)) })
    return
  }
  const pairs = values.map(([key, value]) => `${key}=${Buffer.from(value).toString('base64')}`)
  const words = ['config:set', '--no-restart', '--encoded', app, ...pairs]
  await runConfig(dokku, words, names, { hidden: true })
}

/** Without --quiet Dokku prints every value. Its error may have a value in it, so it is not shown. */
async function runConfig(
  dokku: Dokku,
  words: readonly string[],
  names: readonly string[],
  command: { readonly input?: string; readonly hidden?: boolean },
): Promise<void> {
  const { code, stderr } = await dokku.run(['--quiet', ...words], command)
  if (code === 0) return
  const why = isRefusal(stderr) ? ' (the key may not run it)' : ''
  throw new UserError(
    'config-failed',
    `The server did not change ${list(names)}: "${words[0]}" failed with exit code ${code}${why}`,
  )
}
