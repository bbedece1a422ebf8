// A `python3` that makes its first virtual environment as Python does, and copies it for all others: most of the time that one takes is
// the installation of pip.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { python } from './python.ts'

/** Writes the program below `folder`. Returns the folder to put first in PATH. `tool` is beside a python, whose base it runs. */
export function quickVenv(folder: string, tool: string): string {
  const executable = python(
    tool,
    'import os; result = os.path.join(sys.base_prefix, "bin", "python3")',
    {},
  )
  const [bin, model] = [join(folder, 'bin'), join(folder, 'model')]
  mkdirSync(bin)
  const script = `#!/bin/sh -e
if [ "$1 $2 $3" = "-m venv --clear" ]; then
  if ! [ -d '${model}' ]; then
    making=$(mktemp -d '${model}-XXXXXX')
    '${executable}' -m venv "$making"
    mv -T "$making" '${model}' || [ -d '${model}' ]
  fi
  mkdir -p "$4"
  exec cp -a '${model}/.' "$4"
fi
exec '${executable}' "$@"
`
  writeFileSync(join(bin, 'python3'), script, { mode: 0o755 })
  return bin
}
