// The run, and who commits for it, from the runner's variables. Pure.

import type { Env } from '../../../kit/git/git.ts'
import type { Person } from '../../../kit/git/person.ts'
import type { CurrentRun } from './ports.ts'

/** Returns the run. Outside of GitHub, `unique` stands for its id: two runs never have the same. */
export function currentRun(env: Env, unique: string): CurrentRun {
  const word = (name: string): string => (env[name] ?? '').replace(/[^\w.-]/g, '-')
  const [server = '', repository = ''] = [env['GITHUB_SERVER_URL'], env['GITHUB_REPOSITORY']]
  return {
    id: word('GITHUB_RUN_ID') || `local-${unique}`,
    job: word('GITHUB_JOB') || 'job',
    ref: env['GITHUB_REF'] ?? '',
    page: server !== '' && repository !== '' ? `${server}/${repository}` : '',
  }
}

const BOT = { name: 'github-actions[bot]', id: '41898282' }

/** Returns the actor of the run, with GitHub's noreply address; the bot if there is no actor. */
export function defaultAuthor(env: Env): Person {
  const host = URL.canParse(env['GITHUB_SERVER_URL'] ?? '')
    ? new URL(env['GITHUB_SERVER_URL'] ?? '').hostname
    : 'github.com'
  const actor = env['GITHUB_ACTOR'] ?? ''
  const id = env['GITHUB_ACTOR_ID'] ?? ''
  const isActor = /^[\w.[\]-]+$/.test(actor) && /^\d+$/.test(id)
  const person = isActor ? { name: actor, id } : BOT
  return { name: person.name, mail: `${person.id}+${person.name}@users.noreply.${host}` }
}
