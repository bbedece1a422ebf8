// The options of `npm start`.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UserError } from '../kit/action/user-error.ts'
import { EVENTS } from '../kit/events/event-rules.ts'
import { quote } from '../kit/text/escape.ts'
import { suggestion } from '../kit/text/suggest.ts'

export const USAGE = `npm start                     plays a day of deployments through the built actions
    --verbose                 with the whole log of every scene
npm start -- --repo PATH      shows what a push of the branch checked out in PATH would deploy
    --event NAME              an event other than push
    --ref REF                 another ref: refs/heads/x, refs/tags/x, or the name of one that exists
    --payload FILE            the JSON that GitHub sends with the event
    --environment NAME        the input "environment" of route
    --json                    prints JSON; also without --repo`

export type Options = {
  /** The folder of the user's repository; absent to play the day. */
  readonly repo?: string | undefined
  readonly event: string
  readonly ref?: string | undefined
  readonly payload?: string | undefined
  readonly environment: string
  readonly json: boolean
  readonly verbose: boolean
  readonly help: boolean
}

const wrong = (message: string): UserError => new UserError('bad-option', `${message}\n\n${USAGE}`)

/** Reads the options; relative paths start at `folder`. Throws a UserError (`bad-option`). */
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
  const { event = 'push', environment = '', ref, ...flags } = values
  const { json = false, verbose = false, help = false } = flags
  if (!Object.hasOwn(EVENTS, event)) {
    const known = Object.keys(EVENTS)
    throw wrong(
      `${quote(event)} is not an event that starts workflows${suggestion(event, known, 'there are')}`,
    )
  }
  return { repo: path(repo), payload: path(payload), event, environment, ref, json, verbose, help }
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
    verbose: flag,
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
