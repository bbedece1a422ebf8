// Unpacks files in base64 that were pasted into a secret: one, or several of them one after the other. Pure.

import { Buffer } from 'node:buffer'

const MAGIC = 'openssh-key-v1\0'

/** How files of keys and certificates begin in base64: `-----BEGIN`, `openssh-key-v1`, `ssh-rsa-cert`, `ssh-ed25519-cert`, `ecdsa-sha2-`. */
const BEGIN =
  'LS0tLS1CRUdJTi|b3BlbnNzaC1rZXktdjEA|c3NoLXJzYS1jZXJ0|c3NoLWVkMjU1MTktY2VydC|ZWNkc2Etc2hhMi'
const BEGINS = new RegExp(`^(?:${BEGIN})`)
/** Files of base64 directly after one another: each has a multiple of four characters. */
const NEXT_FILE = new RegExp(`^((?:.{4})+?)(?=${BEGIN})`)

/** Unpacks the files in a string without armour, and completes a key that lacks its first and last line. Everything else stays as it is. */
export function unpackBase64(text: string): string {
  const whole = text.replace(/\s+/g, '')
  // It may begin with anything if it is a key in the end.
  if (/^[A-Za-z0-9+/]{98,}=*$/.test(whole) && !BEGINS.test(whole)) {
    const plain = Buffer.from(whole, 'base64').toString('latin1')
    return plain.includes('PRIVATE KEY-----') ? plain : text
  }
  const words = text.split(/(\s+)/).flatMap((word) => wordsOf(word))
  const result: string[] = []
  for (let index = 0; index < words.length; ) {
    const end = endOfFile(words, index)
    const file = words.slice(index, end).join('')
    result.push(BEGINS.test(file) ? unpacked(file.replace(/\s+/g, '')) : file)
    index = end
  }
  return result.join('')
}

/** Separates files without a space between them: after their padding, or at the start of the next one. */
function wordsOf(word: string): string[] {
  if (!BEGINS.test(word)) return [word]
  return word.split(/(?<==)(?=[A-Za-z0-9+/])/).flatMap((file) => {
    const files: string[] = []
    let rest = file
    for (let match = NEXT_FILE.exec(rest); match; match = NEXT_FILE.exec(rest)) {
      files.push(match[1] ?? '')
      rest = rest.slice(match[0].length)
    }
    return [...files, rest]
  })
}

/** Returns the end of the file that begins at an index: before the next one, or before what is not base64. */
function endOfFile(words: readonly string[], start: number): number {
  if (!BEGINS.test(words[start] ?? '')) return start + 1
  let end = start + 1
  while (end < words.length && /^(?:\s*|[A-Za-z0-9+/]+=*)$/.test(words[end] ?? '')) {
    if (BEGINS.test(words[end] ?? '') || words[end - 1]?.endsWith('=')) break
    end += 1
  }
  return end
}

function unpacked(file: string): string {
  const plain = Buffer.from(file, 'base64').toString('latin1')
  if (plain.startsWith(MAGIC))
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${file}\n-----END OPENSSH PRIVATE KEY-----\n`
  return `${plain}\n`
}
