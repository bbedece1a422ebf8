// The files that an action writes its outputs, variables and state to (actions/runner: FileCommandManager.cs).

/** Reads `name=value` and `name<<delimiter` entries. Throws if the runner would fail the step. */
export function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  while (lines.length > 0) {
    const line = lines.shift() ?? ''
    if (line === '') continue
    const [, name, sign, rest] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (!name || sign === undefined || rest === undefined)
      throw new Error(`invalid format ${JSON.stringify(line)}`)
    if (sign === '=') {
      values[name] = rest
      continue
    }
    const end = lines.indexOf(rest)
    if (end < 0) throw new Error(`matching delimiter not found ${JSON.stringify(rest)}`)
    values[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n')
  }
  return values
}
