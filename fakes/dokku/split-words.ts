// Splits a command line into words.

/** Splits as `xargs -n 1` does: quotes and backslashes count. Returns xargs's error message if a quote is not closed. */
export function splitLikeXargs(line: string): string[] | { readonly problem: string } {
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? ''
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (char === '\\') {
      at += 1
      word = (word ?? '') + (line[at] ?? '')
    } else if (char === '"' || char === "'") {
      const end = line.indexOf(char, at + 1)
      const text = line.slice(at + 1, end)
      if (end < 0 || text.includes('\n')) return { problem: unmatched(char) }
      word = (word ?? '') + text
      at = end
    } else word = (word ?? '') + char
  }
  return word === undefined ? words : [...words, word]
}

function unmatched(quote: string): string {
  const name = quote === '"' ? 'double' : 'single'
  return `xargs: unmatched ${name} quote; by default quotes are special to xargs unless you use the -0 option`
}

/** Splits at spaces only; quotes are ordinary characters. */
export function splitAtSpaces(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== '')
}
