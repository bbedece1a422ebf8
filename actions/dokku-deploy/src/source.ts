// What of the checkout is deployed: a commit, a directory of it, and where git finds them. The checkout is only read.

import { UserError } from '../../../kit/action/user-error.ts'
import { missingObjects } from '../../../kit/dokku/repository.ts'
import type { Git } from '../../../kit/git/git.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Include } from './include-lines.ts'

export type Source = {
  readonly commit: string
  /** When it was made, in seconds since 1970. */
  readonly time: string
  /** The tree of the directory, without what is included. */
  readonly tree: string
  /** The commit's whole tree is pushed, as it is. */
  readonly isWhole: boolean
  /** The history behind it is all there. */
  readonly isComplete: boolean
  /** The folder of the checkout's objects. */
  readonly objects: string
}

export type Asked = {
  readonly ref: string
  readonly directory: string
  readonly include: readonly Include[]
}

/** Finds the commit and its directory. Throws a UserError (`no-ref`, `no-directory`, `object-format`, `partial-checkout`). */
export async function sourceOf(git: Git, { ref, directory, include }: Asked): Promise<Source> {
  const format = await git.ask(['rev-parse', '--show-object-format'])
  if (format !== 'sha1')
    throw new UserError(
      'object-format',
      `The checkout has ${format} objects; Dokku's repositories have SHA-1`,
    )
  const parse = ['rev-parse', '--verify', '--quiet', '--end-of-options']
  const { code, stdout } = await git.run([...parse, `${ref}^{commit}`])
  const commit = stdout.trim()
  if (code !== 0)
    throw new UserError(
      'no-ref',
      `The checkout has no commit ${quote(ref)}; actions/checkout fetches the branch or tag that its "ref" says`,
    )
  const [tree, time, shallow, promised, objects] = await Promise.all([
    treeAt(git, commit, ref, directory),
    answerOf(git, ['show', '--no-patch', '--no-show-signature', '--format=%ct', commit]),
    git.ask(['rev-parse', '--is-shallow-repository']),
    git.run(['config', '--get-regexp', '^remote\\..*\\.(promisor|partialclonefilter)$']),
    git.ask(['rev-parse', '--path-format=absolute', '--git-path', 'objects']),
  ])
  const isWhole = directory === '' && include.length === 0
  // Of a partial clone the files of older commits are not here, and git would not fetch them.
  const isComplete = shallow === 'false' && promised.code !== 0
  return { commit, time, tree, isWhole, isComplete, objects }
}

async function treeAt(git: Git, commit: string, ref: string, directory: string): Promise<string> {
  if (directory === '') return answerOf(git, ['rev-parse', `${commit}^{tree}`])
  const listed = await answerOf(git, [
    'ls-tree',
    '-d',
    '-z',
    '--full-tree',
    commit,
    '--',
    directory,
  ])
  const [, type, tree] = /^\d+ (\w+) ([0-9a-f]+)\t/.exec(listed) ?? []
  if (type === 'tree' && tree !== undefined) return tree
  const why = type === 'commit' ? ': it is a submodule' : ''
  throw new UserError('no-directory', `${quote(ref)} has no directory ${quote(directory)}${why}`)
}

/** Of a partial clone even the folders may be missing. Throws a UserError (`partial-checkout`). */
async function answerOf(git: Git, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await git.run(args)
  if (code === 0) return stdout.trimEnd()
  throw missingObjects(stderr) ?? git.failed(args, stderr)
}
