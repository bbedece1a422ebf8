// A push to an app, and whether the server did what it says.
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import { type AppFacts, factsOf } from './app.ts'
import { type Container, described, isHalf } from './containers.ts'
import { whatBecame } from './outcome.ts'
import type { DeployPorts, Server } from './ports.ts'
import { commandVerdict, pushVerdict, type Verdict } from './push-result.ts'
import { type Guarded, guarded } from './time-limit.ts'

/** A push, with what was there before it. */
export type Change = {
  readonly app: string
  readonly branch: string
  readonly commit: string
  /** What the branch had before; empty for nothing. */
  readonly tip: string
  readonly containers: readonly Container[]
}

/**
 * Pushes, and waits for what comes of it. Returns what the server has then, or undefined when another deployment was there first and it
 * can be tried again. Throws a UserError for every other end.
 */
export async function pushApp(
  server: Server,
  change: Change,
  timeout: number,
  ports: DeployPorts,
): Promise<AppFacts | undefined> {
  const { app, branch, commit } = change
  ports.keep({ app, branch, commit, image: '', before: [] })
  const said = await guardedPush(server, change, timeout, ports)
  if (said.ended) throw endedError(app, said, ports)
  const { open, reason, sentence } = pushVerdict(said)
  if (open) await followUp(server, change, timeout, ports, sentence)
  else ports.keep(undefined)
  if (reason === 'locked' || (reason === 'non-fast-forward' && (await hasMoved(server, change)))) {
    ports.log(`${app}: ${sentence}; it is tried again`)
    return undefined
  }
  if (reason !== '' && !open) throw new UserError(reason, `${quote(app)}: ${sentence}`)
  return verified(server, change)
}

/** Pushes, and reads what was said. What the server has then is another matter. */
export async function pushOnly(
  server: Server,
  change: Pick<Change, 'app' | 'branch' | 'commit'>,
  timeout: number,
  ports: DeployPorts,
): Promise<Verdict> {
  return pushVerdict(await guardedPush(server, change, timeout, ports))
}

function guardedPush(
  { dokku, repository }: Server,
  { app, branch, commit }: Pick<Change, 'app' | 'branch' | 'commit'>,
  timeout: number,
  ports: DeployPorts,
): Promise<Guarded> {
  const work = (line: (text: string) => void, interrupt: AbortSignal) =>
    repository.push(app, commit, branch, { line, interrupt })
  return guarded(dokku, app, work, timeout, ports)
}

/** Runs a command of Dokku that deploys an app. Throws a UserError when it did not end by itself. */
export async function deployCommand(
  { dokku }: Pick<Server, 'dokku'>,
  app: string,
  words: readonly string[],
  timeout: number,
  ports: DeployPorts,
): Promise<Verdict> {
  const work = async (line: (text: string) => void, interrupt: AbortSignal) => {
    const said = (text: string): void => line(stripTerminalCodes(text))
    const { code, stdout, stderr } = await dokku.run(words, { onLine: said, killOn: interrupt })
    return { code, stdout, lines: stderr.split('\n') }
  }
  const said = await guarded(dokku, app, work, timeout, ports)
  if (said.ended) throw endedError(app, said, ports)
  return commandVerdict(said)
}

function endedError(app: string, { ended, isOver }: Guarded, { keep }: DeployPorts): UserError {
  if (isOver) keep(undefined)
  const why =
    ended === 'timeout' ? 'the deployment did not end within "timeout"' : 'the run was cancelled'
  const then = isOver
    ? 'the server ended the build'
    : 'the server goes on with it by itself, and the post part of this step says what it becomes'
  return new UserError(ended ?? 'cancelled', `${quote(app)}: ${why}; ${then}`)
}

/** The connection ended, and the server goes on: waits for what comes of it. */
async function followUp(
  { dokku, repository }: Server,
  { app, branch, commit }: Change,
  timeout: number,
  { clock, cancel: signal, log, keep }: DeployPorts,
  said: string,
): Promise<void> {
  log(`${said}; waiting for what the server makes of it`)
  const isThere = async () => (await repository.heads(app)).get(branch) === commit
  const until = clock.now() + timeout
  const became = await whatBecame(dokku, app, isThere, until, { clock, signal })
  if (became !== 'unknown') keep(undefined)
  if (became === 'deployed') return
  const then = became === 'unknown' ? 'nobody knows what became of it' : 'it was not deployed'
  throw new UserError('cut', `${quote(app)}: ${said}; ${then}`)
}

async function hasMoved({ repository }: Server, { app, branch, tip }: Change): Promise<boolean> {
  return ((await repository.heads(app)).get(branch) ?? '') !== tip
}

/** Compares what the server says that it did with what it has: that git ended well proves nothing. */
async function verified({ dokku, repository }: Server, change: Change): Promise<AppFacts> {
  const { app, branch, commit, containers: old } = change
  const [facts, heads] = await Promise.all([factsOf(dokku, app), repository.heads(app)])
  const { containers, source } = facts
  const what = source?.what ?? ''
  const wrong: readonly (readonly [boolean, string, string])[] = [
    [
      heads.get(branch) !== commit,
      'not-deployed',
      `${quote(branch)} does not have what was pushed`,
    ],
    [facts.branch !== branch, 'wrong-branch', `the app deploys ${quote(facts.branch)}`],
    [what !== '' && what !== commit, 'not-deployed', `what was deployed last is ${quote(what)}`],
    [areOld(old, containers), 'not-deployed', 'the containers are the old ones'],
    [isHalf(old, containers), 'half-deployed', 'old and new containers run together'],
  ]
  const [, reason, sentence] = wrong.find(([is]) => is) ?? []
  if (reason === undefined) return facts
  throw new UserError(reason, `${quote(app)}: ${sentence}: ${described(containers)}`)
}

/** None of the containers has come since. */
export function areOld(before: readonly Container[], after: readonly Container[]): boolean {
  const ids = new Set(before.map(({ id }) => id))
  return after.length > 0 && after.every(({ id }) => ids.has(id))
}
