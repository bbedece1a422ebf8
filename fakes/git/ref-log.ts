// Records every change of a repository's refs as it is committed, so that a test can look at the refs in every instant.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git } from './git.ts'

/** The refs of a repository: commits, or tags, by full name. */
export type Refs = ReadonlyMap<string, string>

export type RefChange = {
  readonly ref: string
  /** Empty if the ref was made. */
  readonly from: string
  /** Empty if it was deleted. */
  readonly to: string
}

/** A transaction: refs that changed in the same instant. */
export type RefTransaction = readonly RefChange[]

export type RefLog = {
  /** What was committed since the log was started, in order. */
  transactions(): readonly RefTransaction[]
  /** The refs at the start, and after every transaction. The last are those of now. */
  instants(): readonly Refs[]
}

// git runs it for each transaction of each of its two ref stores. One printf: transactions at once don't mix.
const HOOK = `#!/bin/sh
[ "$1" = committed ] || exit 0
lines=$(cat)
printf 'transaction\\n%s\\n' "$lines" >>"$GIT_DIR/ref-log"
`

/** Starts to record the changes of the refs of a bare repository. Its refs must not be packed meanwhile: that looks like a deletion. */
export function startRefLog(repository: string): RefLog {
  const hook = join(repository, 'hooks', 'reference-transaction')
  mkdirSync(join(repository, 'hooks'), { recursive: true })
  const first = refsOf(repository)
  writeFileSync(hook, HOOK)
  chmodSync(hook, 0o755)
  const file = join(repository, 'ref-log')
  const transactions = (): RefTransaction[] =>
    existsSync(file) ? parseLog(readFileSync(file, 'utf8')) : []
  return { transactions, instants: () => replay(first, transactions()) }
}

/** Returns all refs of a repository. */
export function refsOf(repository: string): Refs {
  const lines = git(repository, 'for-each-ref', '--format=%(refname) %(objectname)').split('\n')
  return new Map(lines.filter(Boolean).map((line) => line.split(' ', 2) as [string, string]))
}

function parseLog(log: string): RefTransaction[] {
  const given = (id = ''): string => (/^0+$/.test(id) ? '' : id)
  return log
    .split('transaction\n')
    .map((part) =>
      part.split('\n').flatMap((line): RefChange[] => {
        const [from, to, ref = ''] = line.split(' ')
        const change = { ref, from: given(from), to: given(to) }
        // HEAD moves with its branch. A packed ref that is deleted has a transaction of its own before, which changes nothing.
        return ref.startsWith('refs/') && change.from !== change.to ? [change] : []
      }),
    )
    .filter((changes) => changes.length > 0)
}

function replay(first: Refs, transactions: readonly RefTransaction[]): Refs[] {
  const instants = [first]
  for (const transaction of transactions) {
    const next = new Map(instants.at(-1))
    for (const { ref, to } of transaction) {
      if (to === '') next.delete(ref)
      else next.set(ref, to)
    }
    instants.push(next)
  }
  return instants
}
