// The private key of `sign: ssh`, in a file that only its owner can read and that is gone when the step ends.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'
import { readPastedKeys } from '../../../../kit/ssh/pasted-keys.ts'

export type SigningKey = Disposable & { readonly path: string }

/** Writes the key. Throws a UserError (`bad-key`) if it is not one private key without a passphrase. */
export function signingKeyFile(pasted: string, temp: string): SigningKey {
  const read = readPastedKeys(pasted, Date.now() / 1000)
  const bad = (problem: string): UserError => new UserError('bad-key', `"signing-key": ${problem}`)
  if ('problem' in read) throw bad(read.problem)
  const [key, ...more] = read.keys
  if (!key || more.length > 0) throw bad('there are several private keys; give one')
  if (key.encrypted) throw bad('it is encrypted; use a key without a passphrase')
  const folder = temporaryFolder(temp, 'towpath-signing-')
  const path = join(folder.path, 'key')
  writeFileSync(path, `${key.text.trimEnd()}\n`, { mode: 0o600, flag: 'wx' })
  return { path, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}
