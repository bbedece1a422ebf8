// Errors of smol-toml in one line. Pure.

import type { TomlError } from 'smol-toml'

/** Returns what is wrong, without the parser's own beginning and without the lines of the file, which may hold secrets. */
export const tomlMessage = (error: unknown): string =>
  (error as TomlError).message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''
