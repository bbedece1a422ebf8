// The push, and whether the server did what it says.
import { whatBecame } from '../../../kit/dokku/aftermath.ts'
import { factsOf } from '../../../kit/dokku/app.ts'
import { described, isHalf } from '../../../kit/dokku/containers.ts'
import { type Guarded, guarded } from '../../../kit/dokku/guarded.ts'
import { pushVerdict } from '../../../kit/dokku/verdict.ts'
import { UserError } from '../../../kit/errors.ts'
import { quote } from '../../../kit/safe-text.ts'
import type { Change, Job } from './job.ts'
import { prove } from './prove.ts'

/** Pushes and proves. Returns whether to try again: another deployment was there first. Throws a UserError for every other end. */
export async function push(job: Job, change: Change): Promise<boolean> {
  const { inputs, place, ports, result } = job
  const { app, timeout } = inputs
  const { branch, commit } = change
  job.change = change
  ports.keep({ app, branch, commit, image: '' })
  const work = (line: (text: string) => void, interrupt: AbortSignal) =>
    place.repository.push(app, commit, branch, { line, interrupt })
  const said = await guarded(place.dokku, app, work, timeout, ports)
  if (said.ended) throw endedError(job, said)
  const { open, reason, sentence } = pushVerdict(said)
  if (open) await followUp(job, change, sentence)
  else ports.keep(undefined)
  if (reason === 'locked' || (reason === 'non-fast-forward' && (await hasMoved(job, change)))) {
    job.change = undefined
    ports.log(`${app}: ${sentence}; it is tried again`)
    return true
  }
  if (reason !== '' && !open) throw new UserError(reason, `${quote(app)}: ${sentence}`)
  result.changed = true
  await verify(job, change)
  await prove(job)
  return false
}

function endedError({ inputs: { app }, ports }: Job, { ended, isOver }: Guarded): UserError {
  if (isOver) ports.keep(undefined)
  const why =
    ended === 'timeout' ? 'the push did not end within "timeout"' : 'the run was cancelled'
  const then = isOver
    ? 'the server ended the build'
    : 'the server goes on with it by itself, and the post part of this step says what it becomes'
  return new UserError(ended ?? 'cancelled', `${quote(app)}: ${why}; ${then}`)
}

/** The connection ended, and the server goes on: waits for what comes of it. */
async function followUp(
  { inputs, place, ports }: Job,
  change: Change,
  said: string,
): Promise<void> {
  const { app, timeout } = inputs
  const { clock, cancel: signal, log, keep } = ports
  log(`${said}; waiting for what the server makes of it`)
  const isThere = async () =>
    (await place.repository.heads(app)).get(change.branch) === change.commit
  const until = clock.now() + timeout
  const became = await whatBecame(place.dokku, app, isThere, until, { clock, signal })
  if (became !== 'unknown') keep(undefined)
  if (became === 'deployed') return
  const then = became === 'unknown' ? 'nobody knows what became of it' : 'it was not deployed'
  throw new UserError('cut', `${quote(app)}: ${said}; ${then}`)
}

async function hasMoved(
  { inputs: { app }, place }: Job,
  { branch, before }: Change,
): Promise<boolean> {
  return (await place.repository.heads(app)).get(branch) !== before.tip.commit
}

/** Compares what the server says that it did with what it has: that git ended well proves nothing. */
async function verify({ inputs: { app }, place, result }: Job, change: Change): Promise<void> {
  const { branch, commit, before } = change
  const [facts, heads] = await Promise.all([factsOf(place.dokku, app), place.repository.heads(app)])
  Object.assign(result, { url: facts.url, pushed: heads.get(branch) ?? '' })
  const { what = '' } = facts.source ?? {}
  const old = before.app?.containers ?? []
  const ids = new Set(old.map(({ id }) => id))
  const isOld = facts.containers.length > 0 && facts.containers.every(({ id }) => ids.has(id))
  const wrong: readonly (readonly [boolean, string, string])[] = [
    [result.pushed !== commit, 'not-deployed', `${quote(branch)} does not have what was pushed`],
    [facts.branch !== branch, 'wrong-branch', `the app deploys ${quote(facts.branch)}`],
    [what !== '' && what !== commit, 'not-deployed', `what was deployed last is ${quote(what)}`],
    [isOld, 'not-deployed', 'the containers are the old ones'],
    [isHalf(old, facts.containers), 'half-deployed', 'old and new containers run together'],
  ]
  const [, reason, sentence] = wrong.find(([is]) => is) ?? []
  if (reason === undefined) return
  const serves = described(facts.containers)
  throw new UserError(reason, `${quote(app)}: ${sentence}: ${serves}`)
}
