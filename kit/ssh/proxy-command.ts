// The input `proxy-command`: a program with its arguments that connects to a host. It is split as a shell splits it, but there is no shell.
// Pure.

import { type Input, trimWhitespace } from '../action/inputs.ts'
import { quote } from '../text/escape.ts'
import { splitShellWords } from '../text/shell-words.ts'

/** The words of a command, with the tokens `%h`, `%p`, `%r` and `%%`; never empty. */
export type ProxyCommand = readonly string[]

const TOKENS: ReadonlySet<string> = new Set(['%h', '%p', '%r', '%%'])

/** Reads the input; undefined if it is not given. */
export const proxyCommand: Input<ProxyCommand | undefined> = (raw) => {
  const text = trimWhitespace(raw)
  if (text === '') return { value: undefined }
  const words = splitProxyCommand(text)
  return 'problem' in words ? { problems: [words.problem] } : { value: words }
}

/** Splits a command into words. Refuses what would need a shell, and tokens that have no value. */
export function splitProxyCommand(text: string): ProxyCommand | { readonly problem: string } {
  const sign = shellSign(text)
  if (sign !== undefined) {
    const problem = `it is not run by a shell, but has ${sign}; put it in single quotes to pass it on as it is, or put the command in a script`
    return { problem }
  }
  const token = [...text.matchAll(/%.?/gs)].map(([one]) => one).find((one) => !TOKENS.has(one))
  if (token !== undefined)
    return {
      problem: `it has the token ${quote(token)}; there are only %h (host), %p (port), %r (user) and %% (a percent sign)`,
    }
  const words = splitShellWords(text)
  if (words === undefined) return { problem: 'it has an unclosed quote, or a backslash at its end' }
  return words[0] === undefined || words[0] === '' ? { problem: 'it names no program' } : words
}

/** Parts that a shell takes literally, and after them a sign that it does not. */
const PART = /'[^']*'|"(?:[^"\\$`]|\\[^$`])*"|\\[^\n]|[^'"\\|&;<>()$`*?[\]{}~#!\n\r]+|\r/y

const ALWAYS = /[|&;<>()$`*?[\]{}\n]/
const AT_START = /[~#!]/

/** Returns the first sign that means something to a shell, for a message. */
function shellSign(text: string): string | undefined {
  for (let position = 0; position < text.length; ) {
    PART.lastIndex = position
    const part = PART.exec(text)?.[0]
    if (part !== undefined) {
      position += part.length
      continue
    }
    const sign = text[position] ?? ''
    if (sign === '\n') return 'a line break'
    // A single quote here is not closed.
    if (sign === '"' || sign === "'") return signInQuotes(text.slice(position))
    if (ALWAYS.test(sign)) return quote(sign)
    const isStart = /(?:^|[\s=:])$/.test(text.slice(0, position))
    if (AT_START.test(sign) && isStart) return quote(sign)
    position += 1
  }
  return undefined
}

/** shlex keeps a backslash before these, and a shell does not. In double quotes only these mean something; without one of them, the quote is not closed. */
const signInQuotes = (text: string): string | undefined => {
  const sign = /^"(?:[^"\\$`]|\\[^$`])*\\?([$`])/.exec(text)?.[1]
  return sign === undefined ? undefined : `${quote(sign)} in double quotes`
}
