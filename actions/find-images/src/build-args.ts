// The input `build-args`, as docker/build-push-action reads it: one argument a line, a line may be quoted as in CSV. Pure.

/** Returns the arguments with a value. An argument without one gets it from the environment of the build, which is not known here. */
export function parseBuildArgs(text: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split(/\r\n|\r|\n/)) {
    const argument = unquoted(line.trim())
    const at = argument.indexOf('=')
    if (at > 0) values.set(argument.slice(0, at).trim(), argument.slice(at + 1))
  }
  return values
}

function unquoted(line: string): string {
  const isQuoted = line.length > 1 && line.startsWith('"') && line.endsWith('"')
  return isQuoted ? line.slice(1, -1).replaceAll('""', '"') : line
}
