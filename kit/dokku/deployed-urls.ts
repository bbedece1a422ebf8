// The URLs of an app, from the output of its deployment. Pure.

/** Returns the app's URLs, which Dokku prints at the end of a deployment. */
export function deployedUrls(lines: readonly string[]): string[] {
  const plain = lines.map((line) => line.replace(/^remote: ?/, '').trimEnd())
  const rest = plain.slice(plain.lastIndexOf('=====> Application deployed:') + 1)
  if (rest.length === plain.length) return []
  const end = rest.findIndex((line) => !/^ +https?:\/\/\S+$/.test(line))
  const urls = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim())
  return urls.filter((url) => URL.canParse(url))
}
