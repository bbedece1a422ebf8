// A history of any length with merges and tags, as a repository of real git.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { git } from './git.ts'

export type HistoryShape = {
  readonly commits: number
  /** A branch is merged every this many commits. */
  readonly mergeEvery: number
  /** There is a tag every this many commits. */
  readonly tagEvery: number
  /** Commits after the last tag. */
  readonly after: number
  /** Files in the tree, of which each commit changes one. */
  readonly files: number
}

const PERSON = 'Shop <shop@example.org>'
const START = 1_500_000_000

/** Makes a history on the branch main, checked out. The same shape gives the same commits. */
export function makeLargeHistory(folder: string, shape: HistoryShape): void {
  mkdirSync(folder)
  git(folder, 'init', '--quiet', '--initial-branch=main')
  const out: string[] = []
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`
  const change = (index: number): string => {
    const file = `source/part-${index % 17}/file-${index % shape.files}.txt`
    return `M 100644 inline ${file}\n${data(prose(index))}`
  }
  const commit = (index: number, ref: string, parents: readonly number[]): void => {
    const lines = parents.map((mark, at) => `${at === 0 ? 'from' : 'merge'} :${mark}\n`).join('')
    const message = `${KINDS[index % KINDS.length]}: change ${index}\n\n${prose(index).slice(0, 120)}`
    const head = `commit ${ref}\nmark :${index}\ncommitter ${PERSON} ${START + index * 600} +0000\n`
    out.push(`${head}${data(message)}${lines}${change(index)}\n`)
  }
  let trunk = 0
  let tags = 0
  for (let index = 1; index <= shape.commits; index += 1) {
    const isMerge = index % shape.mergeEvery === 0 && index > shape.mergeEvery
    if (isMerge) {
      // A branch that started some commits ago, and is merged here.
      const from = Math.max(trunk - (index % 40), 1)
      commit(index, 'refs/heads/side', [from])
      const side = index
      index += 1
      commit(index, 'refs/heads/main', [trunk, side])
    } else commit(index, 'refs/heads/main', trunk === 0 ? [] : [trunk])
    trunk = index
    if (Math.floor(index / shape.tagEvery) > tags && index <= shape.commits - shape.after) {
      tags = Math.floor(index / shape.tagEvery)
      out.push(
        `tag v1.${tags}.0\nfrom :${index}\ntagger ${PERSON} ${START + index * 600} +0000\n${data('x')}`,
      )
    }
  }
  out.push('reset refs/heads/side\nfrom 0000000000000000000000000000000000000000\n\n')
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: folder,
    input: out.join(''),
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  git(folder, 'reset', '--quiet', '--hard')
  git(folder, 'gc', '--quiet')
}

const KINDS = ['fix', 'feat', 'docs', 'chore', 'refactor']

/** Returns lines that compress about as well as source code; the same for the same number. */
function prose(index: number): string {
  let state = (index * 2_654_435_761) % 4_294_967_296
  const words = Array.from({ length: 60 }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return (state % 60_000).toString(36)
  })
  return `${words.join(' ').replace(/(.{60}) /g, '$1\n')}\n`
}
