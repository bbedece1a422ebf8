// Keys with certificates of an authority, made by ssh-keygen in a folder of a test.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type CertifiedKey = {
  readonly private: string
  readonly public: string
  readonly certificate: string
  /** The private key with its certificate on the next line. */
  readonly both: string
}

export type KeyOptions = {
  /** Of ssh-keygen: `['-t', 'ed25519']` by default. */
  readonly kind?: readonly string[]
  readonly passphrase?: string
  /** Of ssh-keygen -s: `['-n', 'root']` by default. */
  readonly sign?: readonly string[]
}

export type KeyMaker = {
  /** The file with the public key of the authority, for TrustedUserCAKeys. */
  readonly authority: string
  key(options?: KeyOptions): CertifiedKey
  clean(): void
}

/** Makes an authority. */
export function keyMaker(): KeyMaker {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-certified-'))
  let count = 0
  const generate = (kind: readonly string[], passphrase: string): string => {
    count += 1
    const file = join(folder, `key-${count}`)
    execFileSync('ssh-keygen', ['-q', ...kind, '-N', passphrase, '-C', 'x', '-f', file])
    return file
  }
  const authority = generate(['-t', 'ed25519'], '')
  return {
    authority: `${authority}.pub`,
    key({ kind = ['-t', 'ed25519'], passphrase = '', sign = ['-n', 'root'] } = {}) {
      const file = generate(kind, passphrase)
      execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'me', ...sign, `${file}.pub`])
      const [own = '', open = '', certificate = ''] = ['', '.pub', '-cert.pub'].map((end) =>
        readFileSync(`${file}${end}`, 'utf8'),
      )
      return { private: own, public: open, certificate, both: `${own}${certificate}` }
    },
    clean: () => rmSync(folder, { recursive: true, force: true }),
  }
}
