// Remotes to release, and runs of the action's bundle on a checkout of depth 1.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { gitInBulk } from '../../../fakes/git/git.ts'
import type { GitRequest } from '../../../fakes/git/git-request.ts'
import {
  type GitServer,
  type GitServerOptions,
  type Handling,
  HEADER,
  PASSWORD,
  serveGit,
} from '../../../fakes/git/git-server.ts'
import { type RefLog, refsOf, startRefLog } from '../../../fakes/git/ref-log.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { checkout, fingerprint } from '../git/checkouts.ts'
import { addCommits, makeBare, type NewCommit } from './shop.ts'

export const ACTION = join(ROOT, 'actions/release')

/** Files that the shop stamps. */
export const STAMP = 'VERSION\npackage.json'

export type Shop = {
  /** The bare repository. */
  readonly folder: string
  readonly url: string
  readonly log: RefLog
  /** What happens to its requests; a test may set it. */
  handle:
    | ((request: GitRequest) => Handling | undefined | Promise<Handling | undefined>)
    | undefined
  /** The requests since the last run began. */
  readonly requests: GitRequest[]
  /** Resolves when the server has done all requests. */
  idle(): Promise<void>
  add(...commits: readonly NewCommit[]): void
  refs(): Record<string, string>
  /** The text of a file at a ref. */
  file(ref: string, path: string): string
  /** The output of git in it; empty if it fails. */
  git(...args: readonly string[]): string
}

export type RunOptions = Partial<Omit<ActionRun, 'inputs'>> & {
  /** The run's id; runs with the same id are attempts of one. */
  readonly id?: string
  readonly inputs?: Readonly<Record<string, string>>
}

export type World = {
  readonly root: () => string
  readonly server: () => GitServer
  /** A checkout of depth 1 of the develop branch; its login is good for all shops. */
  readonly clone: () => string
  /** Makes a remote: with a history of its own, or as another one is now. */
  shop(from?: readonly NewCommit[] | Shop): Shop
  run(shop: Shop, step: string, options?: RunOptions): Promise<ActionResult>
}

/** Starts the server of a test file. Afterwards the checkout must be as it was. */
export function releaseWorld(options: Pick<GitServerOptions, 'keepAlive'> = {}): World {
  let [root, clone, before, count] = ['', '', '', 0]
  let server: GitServer
  const shops = new Map<string, Shop & { open: number; wake: () => void }>()
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'towpath-release-'))
    makeBare(join(root, 'model'))
    cpSync(join(root, 'model'), join(root, 'checkout', '.git'), { recursive: true })
    server = await serveGit(root, { ...options, handle: (request) => handled(request, shops) })
    clone = await checkout(server, root, 'checkout', 'develop')
    before = fingerprint(clone)
  })
  afterAll(async () => {
    expect(fingerprint(clone)).toBe(before)
    await server.close()
    rmSync(root, { recursive: true, force: true })
  })
  return {
    root: () => root,
    server: () => server,
    clone: () => clone,
    shop(from) {
      count += 1
      const folder = join(root, `shop-${count}`)
      if (from && !('folder' in from)) makeBare(folder, from)
      else cpSync(from?.folder ?? join(root, 'model'), folder, { recursive: true })
      rmSync(join(folder, 'ref-log'), { force: true })
      const shop = shopAt(folder, server.url(`shop-${count}`))
      shops.set(`shop-${count}`, shop)
      return shop
    },
    run: (shop, step, given = {}) => {
      shop.requests.length = 0
      return runRelease(clone, shop.url, step, given)
    },
  }
}

async function handled(
  request: GitRequest,
  shops: ReadonlyMap<string, Shop & { open: number; wake: () => void }>,
): Promise<Handling | undefined> {
  const shop = shops.get(request.repository)
  if (!shop) return undefined
  shop.requests.push(request)
  shop.open += 1
  const handling = (await shop.handle?.(request)) ?? {}
  const end = (): void => {
    shop.open -= 1
    shop.wake()
  }
  if (handling.cut === 'before' || handling.refuse) end()
  return {
    ...handling,
    done: async () => {
      await handling.done?.()
      end()
    },
  }
}

function shopAt(folder: string, url: string): Shop & { open: number; wake: () => void } {
  const run = (...args: readonly string[]): string => gitInBulk([{ folder, args }])[0] ?? ''
  const shop = {
    folder,
    url,
    log: startRefLog(folder),
    handle: undefined,
    requests: [],
    open: 0,
    wake: () => {},
    async idle() {
      while (shop.open > 0) {
        await new Promise<void>((resolve) => {
          shop.wake = resolve
        })
      }
    },
    add: (...commits: readonly NewCommit[]) => addCommits(folder, commits),
    refs: () => Object.fromEntries(refsOf(folder)),
    file: (ref: string, path: string) => run('show', `${ref}:${path}`),
    git: run,
  }
  return shop
}

/** Runs a step on a remote. */
export async function runRelease(
  workspace: string,
  remote: string,
  step: string,
  { id = '77', inputs = {}, env = {}, ...rest }: RunOptions = {},
): Promise<ActionResult> {
  const stamp = step === 'abandon' ? {} : { stamp: STAMP }
  const result = await runBundle({
    action: ACTION,
    workspace,
    inputs: { step, remote, scheme: 'minor', 'tag-prefix': 'v', ...stamp, ...inputs },
    env: {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GITHUB_ACTOR: 'captain',
      GITHUB_ACTOR_ID: '7',
      GITHUB_JOB: 'release',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: id,
      GITHUB_REF: 'refs/heads/develop',
      GITHUB_REPOSITORY: 'o/r',
      ...env,
    },
    ...rest,
  })
  expectNoSecrets(result)
  if (result.killedBy !== 'SIGKILL') expect(result.left).toEqual([])
  return result
}

/** The login must not be shown by a run. */
function expectNoSecrets({ log, summary, outputs }: ActionResult): void {
  const shown = [log, summary, JSON.stringify(outputs)].join('\n')
  for (const secret of [PASSWORD, HEADER.split(' ').at(-1) ?? ''])
    expect(shown).not.toContain(secret)
}

/** What a failed run says: its reason, and its errors. */
export const said = ({ outputs, annotations }: ActionResult): string =>
  [
    outputs['reason'],
    ...annotations.filter(({ level }) => level === 'error').map(({ message }) => message),
  ].join('\n')

export const textOf = (path: string): string => readFileSync(path, 'utf8')

export const folderOf = (world: World, name: string): string => {
  const folder = join(world.root(), name)
  mkdirSync(folder, { recursive: true })
  return folder
}
