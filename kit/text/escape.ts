// Escapes untrusted text (branch names, titles, remote output) for each place where it is shown. Pure.

/** How many characters of a quoted text a message shows. */
const SHOWN = 200

// Most text is plain, and compiling \p{...} is slow.
const PLAIN = /^[ -~]*$/
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}|#(?=#\[)/gu

const escapeCharacter = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/**
 * Returns one line in which every control, invisible, directional or unpaired character is written as `\u{...}`. `##[` is broken up as
 * well: the runner takes `##[command]` anywhere in a line for a workflow command (actions/runner, ActionCommand.TryParse).
 */
export function visible(text: string): string {
  if (PLAIN.test(text) && !text.includes('##[')) return text
  return text.replace(INVISIBLE, escapeCharacter)
}

/** Returns text in double quotes for a message, with invisible characters escaped, shortened to 200 characters. */
export function quote(text: string): string {
  const characters = [...text.slice(0, 2 * SHOWN + 2)]
  if (characters.length <= SHOWN) return `"${visible(text)}"`
  return `"${visible(characters.slice(0, SHOWN).join(''))}…" (${[...text].length} characters)`
}

/** Returns several names for a sentence: `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function list(names: readonly string[], word = 'and'): string {
  const quoted = names.map(quote)
  const last = quoted.pop() ?? 'none'
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${word} ${last}`
}

/** Returns text as inline code for Markdown, with everything escaped that could be Markdown, HTML, a mention or a table's border. */
export function code(text: string): string {
  return `<code>${prose(text)}</code>`
}

/** Returns text for Markdown, with everything escaped that could be Markdown, HTML or a table's border. */
export function prose(text: string): string {
  const entity = (c: string): string => `&#${c.codePointAt(0)};`
  if (PLAIN.test(text)) return visible(text).replace(/[^A-Za-z0-9 ,/=-]/g, entity)
  return visible(text).replace(/[^A-Za-z0-9 ,/=-]/gu, (c) => (isWord(c) ? c : entity(c)))
}

/** Returns text for a Mermaid label in double quotes; Mermaid writes a character as `#code;`. */
export function label(text: string): string {
  return visible(text).replace(/[^A-Za-z0-9 ,./-]/gu, (c) =>
    isWord(c) ? c : `#${c.codePointAt(0)};`,
  )
}

const isWord = (character: string): boolean =>
  !PLAIN.test(character) && /[\p{L}\p{N}]/u.test(character)
