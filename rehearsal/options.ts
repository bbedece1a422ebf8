// The options of `npm start`.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UserError } from '../kit/action/user-error.ts'
import { EVENTS } from '../kit/events/event-rules.ts'
import { quote } from '../kit/text/escape.ts'
import { suggestion } from '../kit/text/suggest.ts'

export const USAGE = `npm start                     plays a day of events in a shop's repository
npm start -- --repo PATH      asks what a push of the branch that is checked out there would do
    --event NAME              another event than push
    --ref REF                 another ref: refs/heads/x, refs/tags/x, or the name of one that exists
    --payload FILE            the JSON that GitHub sends with the event
    --environment NAME        the input "environment" of route
    --json                    for machines; also without --repo`

export type Options = {
  /** The folder of the user's repository; absent for the shop's day. */
  readonly repo?: string | undefined
  readonly event: string
  readonly ref?: string | undefined
  readonly payload?: string | undefined
  readonly environment: string
  readonly json: boolean
  readonly help: boolean
}

const wrong = (message: string): UserError => new UserError('bad-option', `${message}\n\n${USAGE}`)

/** Reads the options; paths are those of `folder`. Throws a UserError (`bad-option`). */
export function readOptions(args: readonly string[], folder: string): Options {
  const { repo, payload, ...values } = parse(args)
  const path = (given: string | undefined): string | undefined =>
    given === undefined ? undefined : resolve(folder, given)
  const alone = (['event', 'ref', 'environment'] as const).filter(
    (name) => values[name] !== undefined,
  )
  if (repo === undefined && (alone.length > 0 || payload !== undefined)) {
    throw wrong(`--${alone[0] ?? 'payload'} needs --repo`)
  }
  if (repo !== undefined && !isFolder(resolve(folder, repo)))
    throw wrong(`${quote(repo)} is not a folder`)
  const { event = 'push', environment = '', ref, json = false, help = false } = values
  if (!Object.hasOwn(EVENTS, event)) {
    const known = Object.keys(EVENTS)
    throw wrong(
      `${quote(event)} is not an event that starts workflows${suggestion(event, known, 'there are')}`,
    )
  }
  return { repo: path(repo), payload: path(payload), event, environment, ref, json, help }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    repo: text,
    event: text,
    ref: text,
    payload: text,
    environment: text,
    json: flag,
    help: { ...flag, short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    throw wrong((cause as Error).message)
  }
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
