import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'

/** Runs a program with the Python that is installed with a tool, with JSON as its input `data`; returns what it assigned to `result`. */
export function python(tool: string, program: string, data: unknown): unknown {
  const script = `import json, sys\ndata = json.load(sys.stdin)\n${program}\njson.dump(result, sys.stdout)`
  const output = execFileSync(join(dirname(tool), 'python'), ['-c', script], {
    input: JSON.stringify(data),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(output)
}
