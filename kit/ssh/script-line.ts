// A script and its arguments as one line that every login shell of a host takes alike: sh, bash, zsh, csh, tcsh or fish. Pure.

import { Buffer } from 'node:buffer'

/**
 * Decodes its arguments, and runs the first of them as a script with the others. `+` begins a piece of an argument, `=` its last piece,
 * and `%` the last piece of one with escapes for printf's %b.
 */
const DECODE = `p=; for a; do shift; case $a in +*) p=$p\${a#+}; continue ;; %*) a=$(printf %b. "$p\${a#%}"); a=\${a%.} ;; *) a=$p\${a#=} ;; esac; p=; set -- "$@" "$a"; done; a=$1; shift; eval "$a"`

/** All but printable ASCII without quotes, `!` and backslashes: in single quotes these mean something to one login shell or another. */
const SPECIAL = /[^ #-&(-[\]-_a-~]/gu

/**
 * bsd-csh of Debian 12 refuses words of 1024 characters: "Word too long". To fish, a backslash at the end of a piece would escape the quote
 * after it.
 */
const PIECE = /.{1,1000}(?<!\\)/g

/** The scripts that were sent, as they are sent. There are a few, each for every host, and it takes milliseconds to encode one. */
const encodedScripts = new Map<string, string>()

/** Returns the line that runs a fixed script in the host's `sh`, with `towpath` as `$0`. */
export function scriptLine(script: string, args: readonly string[]): string {
  const text = encodedScripts.get(script) ?? encoded(script)
  encodedScripts.set(script, text)
  return `sh -c '${DECODE}' towpath ${[text, ...args.map(encoded)].join(' ')}`
}

function encoded(argument: string): string {
  const text = argument.replace(SPECIAL, (character) =>
    [...Buffer.from(character)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join(''),
  )
  const pieces = text.match(PIECE) ?? ['']
  const end = text === argument ? '=' : '%'
  return pieces
    .map((piece, index) => `'${index < pieces.length - 1 ? '+' : end}${piece}'`)
    .join(' ')
}
