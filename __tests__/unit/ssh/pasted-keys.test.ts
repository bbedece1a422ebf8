import { generateKeyPairSync } from 'node:crypto'
import { expect } from '@jest/globals'
import fc from 'fast-check'
import { newKey } from '../../../fakes/ssh/ssh-key.ts'
import { readPastedKeys } from '../../../kit/ssh/pasted-keys.ts'
import { certificateOf } from '../../support/ssh/user-certificate.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

const NOW = 1_800_000_000

const keys = Array.from({ length: 5 }, () => newKey())
const privateKeys = keys.map((key) => key.private.replaceAll('\r', '').trimEnd())
const pem = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()
const certificates = keys.map((key) => certificateOf(key.public))

const read = (text: string) => {
  const result = readPastedKeys(text, NOW)
  if ('problem' in result) throw new Error(result.problem)
  return result
}
const problem = (text: string): string => {
  const result = readPastedKeys(text, NOW)
  return 'problem' in result ? result.problem : 'none'
}

/** The body of a key: wrapped in other lines, it is the same key. */
const bodyOf = (text: string): string => text.replace(/-----[A-Z ]+-----|\s/g, '')

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const wrapped = (text: string): string => text.replace(/(.{76})/g, '$1\n')

const EACH: readonly [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['with Windows line endings', (text) => text.replaceAll('\n', '\r\n')],
  ['in one line', (text) => text.replaceAll('\n', ' ')],
  ['with \\n', (text) => text.replaceAll('\n', '\\n')],
  ['in base64', (text) => base64(`${text}\n`)],
  ['in base64, without its last line ending', base64],
  ['in lines of base64', (text) => wrapped(base64(text))],
  ['in quotes', (text) => `"${text.replaceAll('\n', '\\n')}"`],
  ['with spaces', (text) => text.replace(/^/gm, '  ')],
]
const WHOLE: readonly [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['with Windows line endings', (text) => text.replaceAll('\n', '\r\n')],
  ['in one line', (text) => text.replaceAll('\n', ' ')],
  ['with \\n', (text) => text.replaceAll('\n', '\\n')],
  ['in base64', base64],
  ['in lines of base64', (text) => wrapped(base64(text))],
  ['in quotes', (text) => `'${text}'\n`],
]

describe('several keys', () => {
  test('however each of them and the secret are damaged', () => {
    const one = fc.record({
      index: fc.nat(4),
      isCertified: fc.boolean(),
      damage: fc.constantFrom(...EACH),
      between: fc.constantFrom('\n', '\n\n', ' ', '\r\n'),
    })
    const property = fc.property(
      fc.array(one, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...WHOLE),
      (all, [name, damageAll]) => {
        // Base64 of base64 is nothing that somebody pastes.
        fc.pre(
          !name.includes('base64') || all.every(({ damage: [one] }) => !one.includes('base64')),
        )
        const parts = all.map(({ index, isCertified, damage: [, damage], between }) => {
          const certificate = isCertified ? `\n${certificates[index]}` : ''
          return `${damage(`${privateKeys[index]}${certificate}`)}${between}`
        })
        const result = read(damageAll(parts.join('')))
        expect(result.keys.map(({ text }) => bodyOf(text))).toEqual(
          all.map(({ index }) => bodyOf(privateKeys[index] ?? '')),
        )
        expect(result.keys.map(({ certificate }) => certificate?.line)).toEqual(
          all.map(({ index, isCertified }) =>
            isCertified ? certificates[index]?.split(' ').slice(0, 2).join(' ') : undefined,
          ),
        )
      },
    )
    fc.assert(property, { numRuns: 300 })
  })

  test('side by side without anything between them', () => {
    const [a = '', b = ''] = privateKeys
    expect(read(a + b).keys).toHaveLength(2)
    expect(read(base64(a) + base64(b)).keys).toHaveLength(2)
    expect(read(`${a}${certificates[0]}${b}`.replaceAll('\n', '')).keys).toMatchObject([
      { certificate: { publicKey: keys[0]?.public.trim() } },
      { certificate: undefined },
    ])
    expect(read(`${bodyOf(a)}\n${bodyOf(b)}`).keys).toHaveLength(2)
    expect(read(a + pem + b).keys.map(({ name }) => name)).toEqual([
      'the first key',
      'the second key',
      'the third key',
    ])
  })

  test('the repairs name their keys', () => {
    const [a = '', b = ''] = privateKeys
    expect(read(`${a}\n${b.replaceAll('\n', ' ')}`).repairs).toEqual([
      'line endings of the second key',
    ])
    expect(read(`${a}\n${base64(b)}`).repairs).toEqual(['base64'])
    expect(read(`${a}\n${b}\n`).repairs).toEqual([])
  })

  test('a public key beside its private half does not matter, a certificate does', () => {
    const [a = ''] = privateKeys
    const own = keys[0]?.public.trim() ?? ''
    expect(read(`${a}\n${own}\n${certificates[0]}\n`).keys).toMatchObject([
      { name: 'the key', certificate: { publicKey: own } },
    ])
  })
})

describe('mistakes', () => {
  const [a = '', b = ''] = privateKeys
  const [first = '', second = ''] = certificates
  const own = keys[1]?.public ?? ''

  test.each<[string, string, RegExp]>([
    [
      'too many',
      Array.from({ length: 6 }, () => a).join('\n'),
      /^there are 6 private keys; use at most 5$/,
    ],
    ['half a key among others', `${a}\n${b.slice(0, 150)}`, /^the second key is incomplete/],
    ['half a key before others', `${a.slice(0, 150)}\n${b}`, /^the first key is incomplete/],
    ['half a key', a.slice(0, 150), /^the key is incomplete/],
    [
      'a damaged body',
      `${a}\n${b.replace('b3Bl', 'b3*l')}`,
      /^the second key is damaged: it contains "\*"$/,
    ],
    ['a certificate first', `${first}\n${a}`, /^it begins with a certificate/],
    [
      'only a certificate',
      first,
      /^there is a certificate, but no private key on the line before it$/,
    ],
    [
      'two certificates',
      `${a}\n${first}\n${second}`,
      /^there are several certificates after the key; each/,
    ],
    ['two certificates of one', `${a}\n${first}\n${second}\n${b}`, /after the first key; each/],
    [
      'half a certificate',
      `${a}\n${first}\n${b}\n${second.slice(0, 90)}`,
      /^the certificate of the second key is damaged/,
    ],
    [
      'an unknown type',
      `${a}\nsk-ssh-ed25519-cert-v01@openssh.com AAAA`,
      /^the certificate of the key is damaged, or of an unknown type$/,
    ],
    [
      'a host certificate',
      `${a}\n${b}\n${certificateOf(own, { kind: 2 })}`,
      /^the certificate of the second key is for a host; have/,
    ],
    [
      'an expired one',
      `${a}\n${b}\n${certificateOf(own, { until: BigInt(NOW) })}`,
      /^the certificate of the second key expired at 2027-01-15T08:00:00.000Z; have/,
    ],
    [
      'one for later',
      `${a}\n${b}\n${certificateOf(own, { from: BigInt(NOW + 1) })}`,
      /^the certificate of the second key is not valid before 2027-01-15T08:00:01.000Z; look/,
    ],
  ])('%s', (_, text, expected) => {
    expect(problem(text)).toMatch(expected)
  })

  test('a certificate is good from its first to its last second', () => {
    const edges = { from: BigInt(NOW), until: BigInt(NOW + 1) }
    expect(problem(`${b}\n${certificateOf(own, edges)}`)).toBe('none')
  })

  test('every string is either keys or a problem that does not repeat it', () => {
    const parts = fc.constantFrom(
      a,
      base64(b),
      first,
      second.slice(0, 60),
      '-----BEGIN ',
      'OPENSSH PRIVATE KEY-----',
      '-----END ',
      'ssh-rsa-cert-v01@openssh.com ',
      'LS0tLS1CRUdJTi',
      'b3BlbnNzaC1rZXktdjEA',
      '\n',
      ' ',
      '"',
      '=',
    )
    const property = fc.property(fc.array(parts, { maxLength: 14 }), (pieces) => {
      const result = readPastedKeys(pieces.join(''), NOW)
      if (!('problem' in result)) {
        expect(result.keys.length).toBeGreaterThan(0)
        return
      }
      expect(result.problem).not.toContain(bodyOf(a).slice(0, 40))
      expect(result.problem.length).toBeLessThan(200)
    })
    fc.assert(property, { numRuns: 300 })
  })
})
