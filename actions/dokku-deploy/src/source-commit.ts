// Finds what to deploy in the checkout: a commit, and a directory of it. The checkout is only read.

import { UserError } from '../../../kit/action/user-error.ts'
import type { Git } from '../../../kit/git/git.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { DeployInputs } from './inputs.ts'
import { partialCheckoutError } from './partial-checkout.ts'

export type SourceCommit = {
  readonly commit: string
  /** When it was committed, in seconds since 1970. */
  readonly time: string
  /** The tree of the directory, without included files. */
  readonly tree: string
  /** The commit's whole tree is pushed, unchanged. */
  readonly isWhole: boolean
  /** The checkout has the whole history of the commit, with all files. */
  readonly isComplete: boolean
  /** The folder of the checkout's objects. */
  readonly objects: string
}

/** Finds the commit and its directory. Throws a UserError (`no-ref`, `no-directory`, `object-format`, `partial-checkout`). */
export async function findSource(
  git: Git,
  { ref, directory, include }: Pick<DeployInputs, 'ref' | 'directory' | 'include'>,
): Promise<SourceCommit> {
  const format = await git.ask(['rev-parse', '--show-object-format'])
  if (format !== 'sha1')
    throw new UserError(
      'object-format',
      `The checkout has ${format} objects; Dokku's repositories have SHA-1`,
    )
  const commit = await findCommit(git, ref)
  const [tree, time, shallow, partial, objects] = await Promise.all([
    findTree(git, commit, ref, directory),
    ask(git, ['show', '--no-patch', '--no-show-signature', '--format=%ct', commit]),
    git.ask(['rev-parse', '--is-shallow-repository']),
    git.run(['config', '--get-regexp', '^remote\\..*\\.(promisor|partialclonefilter)$']),
    git.ask(['rev-parse', '--path-format=absolute', '--git-path', 'objects']),
  ])
  const isWhole = directory === '' && include.length === 0
  // A partial clone lacks files of older commits, and git is not allowed to fetch them.
  const isComplete = shallow === 'false' && partial.code !== 0
  return { commit, time, tree, isWhole, isComplete, objects }
}

async function findCommit(git: Git, ref: string): Promise<string> {
  const parse = ['rev-parse', '--verify', '--quiet', '--end-of-options']
  const { code, stdout } = await git.run([...parse, `${ref}^{commit}`])
  if (code === 0) return stdout.trim()
  throw new UserError(
    'no-ref',
    `The checkout has no commit ${quote(ref)}; set "ref" of actions/checkout to that branch or tag`,
  )
}

async function findTree(git: Git, commit: string, ref: string, directory: string): Promise<string> {
  if (directory === '') return ask(git, ['rev-parse', `${commit}^{tree}`])
  const list = ['ls-tree', '-d', '-z', '--full-tree', commit, '--', directory]
  const [, type, tree] = /^\d+ (\w+) ([0-9a-f]+)\t/.exec(await ask(git, list)) ?? []
  if (type === 'tree' && tree !== undefined) return tree
  const why = type === 'commit' ? ': it is a submodule' : ''
  throw new UserError('no-directory', `${quote(ref)} has no directory ${quote(directory)}${why}`)
}

/** Runs git and returns its output. Throws a UserError (`partial-checkout`) if objects are missing: a partial clone may lack even trees. */
async function ask(git: Git, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await git.run(args)
  if (code === 0) return stdout.trimEnd()
  throw partialCheckoutError(stderr) ?? git.failed(args, stderr)
}
