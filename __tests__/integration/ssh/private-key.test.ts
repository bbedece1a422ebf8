import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startAgent } from '../../../kit/ssh/agent.ts'
import { readPastedKeys } from '../../../kit/ssh/pasted-keys.ts'
import { withTool } from '../../support/tools.ts'

const PASSPHRASE = 'correct "horse" $(x) \\n'
const KINDS = {
  ed25519: ['-t', 'ed25519'],
  rsa: ['-t', 'rsa', '-b', '2048'],
  'rsa in PEM': ['-t', 'rsa', '-b', '2048', '-m', 'PEM'],
  'rsa in PKCS8': ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8'],
  ecdsa: ['-t', 'ecdsa'],
} as const

withTool('ssh', () => {
  let root = ''
  const keys = new Map<string, { text: string; fingerprint: string }>()
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'towpath-keys-'))
    for (const [kind, args] of Object.entries(KINDS)) {
      for (const passphrase of ['', PASSPHRASE]) {
        const file = join(root, `key-${keys.size}`)
        execFileSync('ssh-keygen', ['-q', ...args, '-N', passphrase, '-C', 'x', '-f', file])
        const [, fingerprint = ''] = execFileSync('ssh-keygen', ['-l', '-f', `${file}.pub`], {
          encoding: 'utf8',
        }).split(' ')
        keys.set(passphrase === '' ? kind : `${kind}, encrypted`, {
          text: readFileSync(file, 'utf8'),
          fingerprint,
        })
      }
    }
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const oneLine = (text: string): string => text.trim().split('\n').join(' ')
  const DAMAGES: Readonly<Record<string, (text: string) => string>> = {
    'as it is': (text) => text,
    'Windows line endings': (text) => text.replaceAll('\n', '\r\n'),
    'no final newline': (text) => text.trimEnd(),
    'one line': oneLine,
    'one line without spaces': (text) => text.trim().replaceAll('\n', ''),
    'line endings as two characters': (text) => text.replaceAll('\n', '\\n'),
    'in quotes': (text) => `"${text.replaceAll('\n', '\\n')}"`,
    base64: (text) => Buffer.from(text).toString('base64'),
    'base64 in lines': (text) =>
      Buffer.from(text)
        .toString('base64')
        .replace(/(.{76})/g, '$1\n'),
    'spaces before each line': (text) => text.replace(/^/gm, '    '),
  }

  /** The fingerprints that an agent with a key has. */
  async function loaded(key: string, passphrase = ''): Promise<string> {
    await using agent = await startAgent({ key, passphrase }, { PATH: process.env['PATH'] }, root)
    const env = { PATH: process.env['PATH'] ?? '', ...agent.env }
    return execFileSync('ssh-add', ['-l'], { env, encoding: 'utf8' }).split(' ')[1] ?? ''
  }

  describe.each(Object.keys(DAMAGES))('a key, %s', (damage) => {
    test.each(Object.keys(KINDS))('%s, is loaded', async (kind) => {
      for (const [name, passphrase] of [
        [kind, ''],
        [`${kind}, encrypted`, PASSPHRASE],
      ] as const) {
        const { text = '', fingerprint } = keys.get(name) ?? {}
        expect([name, await loaded(DAMAGES[damage]?.(text) ?? '', passphrase)]).toEqual([
          name,
          fingerprint,
        ])
      }
      expect(readdirSync(root).filter((name) => name.startsWith('towpath-ssh-'))).toEqual([])
    })
  })

  test.each<[string, readonly string[]]>([
    ['as it is', []],
    ['Windows line endings', ['line endings']],
    ['no final newline', []],
    ['one line', ['line endings']],
    ['line endings as two characters', ['line endings written as \\n']],
    ['in quotes', ['spaces and quotes around it', 'line endings written as \\n']],
    ['base64', ['base64']],
    ['spaces before each line', ['spaces and quotes around it']],
  ])('a key, %s: the repairs that are reported', (damage, repairs) => {
    const text = keys.get('ed25519')?.text ?? ''
    expect(readPastedKeys(DAMAGES[damage]?.(text) ?? '', 0)).toMatchObject({ repairs })
  })

  describe("a key that can't be used", () => {
    const problem = async (key: string, passphrase = ''): Promise<string> => {
      try {
        return await loaded(key, passphrase)
      } catch (error) {
        return (error as Error).message
      }
    }
    const of = (name: string): string => keys.get(name)?.text ?? ''

    test('each mistake has its own message', async () => {
      expect(await problem('')).toContain('is the secret set')
      expect(await problem('hello')).toContain('not a private key')
      const open = readFileSync(join(root, 'key-0.pub'), 'utf8')
      expect(await problem(open)).toContain('this is the public key')
      expect(await problem('PuTTY-User-Key-File-3: ssh-ed25519\n')).toContain('puttygen')
      expect(await problem(of('ed25519').slice(0, 200))).toContain('incomplete')
      expect(await problem(of('rsa').replace('AAAA', 'AA*A'))).toContain('contains "*"')
      expect(await problem(of('rsa').split('\n').toSpliced(5, 1).join('\n'))).toContain(
        'is damaged',
      )
    })

    test.each(Object.keys(KINDS))(
      '%s: without its passphrase, or with a wrong one',
      async (kind) => {
        expect(await problem(of(`${kind}, encrypted`))).toContain('give "ssh-passphrase"')
        const wrong = await problem(of(`${kind}, encrypted`), 'secret-wrong')
        expect(wrong).toContain('does not decrypt the key')
        expect(wrong).not.toContain('secret-wrong')
        expect(readdirSync(root).filter((name) => name.startsWith('towpath-ssh-'))).toEqual([])
      },
    )
  })

  test('every string is either a repaired key or a problem', () => {
    const parts = fc.constantFrom(
      ...[
        '-----BEGIN ',
        'OPENSSH PRIVATE KEY',
        'RSA PRIVATE KEY',
        '-----',
        '-----END ',
        '\n',
        '\\n',
        'AAAA',
        'b3BlbnNzaC1rZXktdjEA',
        'Proc-Type: 4,ENCRYPTED',
        ' ',
      ],
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const read = readPastedKeys(pieces.join(''), 0)
        const isRead = 'problem' in read || read.keys.every(({ text }) => text.endsWith('-----\n'))
        expect(isRead).toBe(true)
      }),
    )
  })
})
