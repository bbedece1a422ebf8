// The remote of the user's repository as it is once the event has happened, for routes that ask it: a bare repository beside the checkout,
// whose objects it uses. The real remote may not have the commit yet, and is left alone.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { git } from '../fakes/git/git.ts'
import { subjectOf } from '../kit/events/event-rules.ts'
import type { Payload } from '../kit/events/payload.ts'
import type { RepositoryEvent } from './shop-day.ts'

export type PushedRemote = {
  /** Variables with which git asks this repository instead of the checkout's remote. */
  readonly env: Readonly<Record<string, string>>
} & Disposable

export function pushedRemote(checkout: string, run: RepositoryEvent): PushedRemote {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-remote-'))
  git(folder, 'init', '--quiet', '--bare')
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const objects = git(checkout, 'rev-parse', '--path-format=absolute', '--git-path', 'objects')
  appendFileSync(join(folder, 'objects/info/alternates'), `${objects}\n`)
  for (const [ref, id] of refsAfter(checkout, run)) {
    try {
      git(folder, 'update-ref', ref, id)
    } catch {
      // A commit that only the payload has.
    }
  }
  return {
    env: instead(checkout, pathToFileURL(folder).href),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The branches and tags of the checkout and of its remote, and the ref of the event. */
function refsAfter(checkout: string, run: RepositoryEvent): Map<string, string> {
  const format = '--format=%(refname) %(objectname)'
  const spaces = ['refs/remotes/origin', 'refs/heads', 'refs/tags']
  const lines = spaces.flatMap((space) => git(checkout, 'for-each-ref', format, space).split('\n'))
  const refs = lines.filter(Boolean).map((line) => line.split(' ') as [string, string])
  const { sha, tipOf = [] } = subjectOf({ ...run, payload: run.payload as Payload })
  const own = tipOf.filter((ref) => !ref.includes('*') && sha !== '')
  return new Map([
    ...refs.map(
      ([ref, id]) => [ref.replace(/^refs\/remotes\/origin\//, 'refs/heads/'), id] as const,
    ),
    // A tag of the checkout may be annotated; it is the same commit.
    ...own.filter((ref) => !refs.some(([one]) => one === ref)).map((ref) => [ref, sha] as const),
  ])
}

function instead(checkout: string, url: string): Record<string, string> {
  let address = ''
  try {
    address = git(checkout, 'config', '--get', 'remote.origin.url')
  } catch {
    // A repository without a remote.
  }
  const addresses = [address, address.replace(/\/\/[^/@]*@/, '//'), resolve(checkout, address)]
  const settings = [
    ['remote.origin.url', url],
    ...addresses.filter(Boolean).map((one) => [`url.${url}.insteadOf`, one]),
  ]
  const entries = settings.flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(entries) }
}
