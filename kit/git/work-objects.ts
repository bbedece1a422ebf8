// Makes commits and annotated tags.

import { createHash } from 'node:crypto'
import { committing } from './person.ts'
import type { WritableRepository } from './remote-repositories.ts'
import type { WorkRepository } from './work-repository.ts'

/** Keeps lines that begin with `#`, which is a comment only in an editor. */
const CLEANUP = '--cleanup=whitespace'

type WorkObjects = Pick<WorkRepository, 'commit' | 'signedCommit' | 'annotatedTag'>

/** New commits are added to `commits`. */
export function workObjects(
  { git, gitWith }: Pick<WritableRepository, 'git' | 'gitWith'>,
  commits: Set<string>,
): WorkObjects {
  const added = (id: string): string => {
    commits.add(id)
    return id
  }
  return {
    async commit({ tree, parents, message, author, time, signingKey }) {
      const args = parents.flatMap((id) => ['-p', id])
      const [settings, sign] = signing(signingKey, '-S')
      const text = await git.ask(['stripspace'], message)
      const made = [...settings, 'commit-tree', ...sign, tree, ...args]
      return added(
        await gitWith(committing(author, time)).ask(made, text === '' ? '' : `${text}\n`),
      )
    },
    async signedCommit({ id, payload, signature }) {
      const write = ['hash-object', '-t', 'commit', '-w', '--stdin']
      return added(await git.ask(write, signedObject(id, payload, signature)))
    },
    async annotatedTag({ name, commit, message, tagger, time, signingKey }) {
      const [settings, sign] = signing(signingKey, '--sign')
      const kind = sign.length > 0 ? sign : ['--annotate']
      const tag = [...settings, 'tag', ...kind, CLEANUP, '--force', '--file=-', name, commit]
      await gitWith(committing(tagger, time)).ask(tag, message)
      const id = await git.ask(['rev-parse', '--verify', `refs/tags/${name}`])
      // The next name may be one that can't exist beside it.
      await git.ask(['update-ref', '-d', `refs/tags/${name}`])
      return id
    },
  }
}

/** Returns the options before and after the command. */
function signing(key: string | undefined, option: string): [string[], string[]] {
  if (key === undefined) return [[], []]
  const settings = ['gpg.format=ssh', `user.signingKey=${key}`].flatMap((one) => ['-c', one])
  return [settings, [option]]
}

/**
 * Returns the object of a signed commit. GitHub's own signatures end with an empty line in the object, those of others don't, and the API
 * does not say which it was: the id does.
 */
function signedObject(id: string, payload: string, signature: string): string {
  const plain = withSignature(payload, signature.trimEnd())
  const ended = withSignature(payload, `${signature.trimEnd()}\n`)
  return idOf(plain, id.length) === id ? plain : ended
}

/** A signature is the last header, and its further lines begin with a space (gitformat-signature(5)). */
function withSignature(payload: string, signature: string): string {
  const end = payload.indexOf('\n\n')
  return `${payload.slice(0, end)}\ngpgsig ${signature.replaceAll('\n', '\n ')}${payload.slice(end)}`
}

/** Returns the id of a commit object: of 40 digits, or 64 in a repository with SHA-256. */
function idOf(object: string, digits: number): string {
  const hash = createHash(digits === 64 ? 'sha256' : 'sha1')
  return hash.update(`commit ${Buffer.byteLength(object)}\0${object}`).digest('hex')
}
