// The variables of an app: what they are, setting them without a restart, and putting them back.

import type { KeyValues } from '../../../kit/action/key-value-lines.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import { list } from '../../../kit/text/escape.ts'

/** Values before and after; undefined is none. */
export type Changes = ReadonlyMap<
  string,
  { readonly before: string | undefined; readonly after: string }
>

/** Which variables have another value than they should. An app that does not exist yet has none. */
export async function changesOf(
  dokku: Dokku,
  app: string,
  wanted: KeyValues,
  exists: boolean,
): Promise<Changes> {
  const changes = new Map<string, { before: string | undefined; after: string }>()
  for (const [key, after] of wanted) {
    const before = exists ? await presentValue(dokku, app, key) : undefined
    if (before !== after) changes.set(key, { before, after })
  }
  return changes
}

async function presentValue(dokku: Dokku, app: string, key: string): Promise<string | undefined> {
  const { code, stdout } = await dokku.run(['--quiet', 'config:get', app, key])
  return code === 0 ? stdout.replace(/\n$/, '') : undefined
}

/** Sets the new values. */
export async function setSettings(dokku: Dokku, app: string, changes: Changes): Promise<void> {
  await write(
    dokku,
    app,
    [...changes].map(([key, { after }]) => [key, after]),
  )
}

/** Puts the old values back. */
export async function putSettingsBack(dokku: Dokku, app: string, changes: Changes): Promise<void> {
  const old = [...changes].flatMap(([key, { before }]) =>
    before === undefined ? [] : [[key, before] as const],
  )
  const none = [...changes].flatMap(([key, { before }]) => (before === undefined ? [key] : []))
  await write(dokku, app, old)
  if (none.length > 0)
    await checked(dokku, ['--quiet', 'config:unset', '--no-restart', app, ...none], none, {})
}

/** By standard input where the version can; else encoded, and in no list of arguments here. Without --quiet Dokku prints every value. */
async function write(
  dokku: Dokku,
  app: string,
  values: readonly (readonly [string, string])[],
): Promise<void> {
  if (values.length === 0) return
  const names = values.map(([key]) => key)
  if (dokku.has('config:import')) {
    const words = ['--quiet', 'config:import', '--no-restart', '--format', 'json', app, '-']
    await checked(dokku, words, names, { input: JSON.stringify(Object.fromEntries(values)) })
    return
  }
  const pairs = values.map(([key, value]) => `${key}=${Buffer.from(value).toString('base64')}`)
  const words = ['--quiet', 'config:set', '--no-restart', '--encoded', app, ...pairs]
  await checked(dokku, words, names, { hidden: true })
}

/** What the server says of a failure may have a value in it: it is not shown. */
async function checked(
  dokku: Dokku,
  words: readonly string[],
  names: readonly string[],
  command: { readonly input?: string; readonly hidden?: boolean },
): Promise<void> {
  const { code } = await dokku.run(words, command)
  if (code === 0) return
  throw new UserError(
    'config-failed',
    `The server did not set ${list(names)}: "${words[1]}" ended with ${code}`,
  )
}
