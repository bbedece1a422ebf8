// The programs that the workflow of aimmo calls: Python with the build tools installed, and `gh` for the repository's refs.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toolPath } from '../../../scripts/test-tools.ts'

/** Only `python -m build` needs changed arguments: nothing can be downloaded. */
const python = (program: string, packages: string): string => `#!/bin/sh
case $2 in
pip) exit 0 ;;
build) exec ${program} "$@" --no-isolation --sdist --outdir ${packages} ;;
*) exec ${program} "$@" ;;
esac
`

/** Creates, finds or deletes a ref. With a file `.taken` beside the repository, somebody else creates it first. */
const gh = (origin: string): string => `#!/bin/sh
[ -n "$GH_TOKEN" ] || { echo "gh: set GH_TOKEN" >&2; exit 4; }
for field; do case $field in ref=*) ref=\${field#*=} ;; sha=*) sha=\${field#*=} ;; esac; done
case "$*" in
"api repos/"*"/git/refs --field ref=refs/"*" --field sha="*)
  [ ! -e ${origin}.taken ] || git -C ${origin} update-ref "$ref" HEAD
  exec git -C ${origin} update-ref "$ref" "$sha" ${'0'.repeat(40)} ;;
"api repos/"*"/git/matching-refs/"*" --jq "*)
  exec git -C ${origin} for-each-ref "--format=%(objectname)" "refs/\${2#*/git/matching-refs/}" ;;
"api --method DELETE repos/"*"/git/refs/"*)
  exec git -C ${origin} update-ref -d "refs/\${4#*/git/refs/}" ;;
*) echo "gh: not supported: $*" >&2; exit 1 ;;
esac
`

/** Places them in a folder of PATH. */
export function placePrograms(
  folder: string,
  { origin, packages }: { origin: string; packages: string },
): void {
  const program = join(dirname(toolPath('versioneer') ?? ''), 'python')
  writeFileSync(join(folder, 'python'), python(program, packages), { mode: 0o755 })
  writeFileSync(join(folder, 'gh'), gh(origin), { mode: 0o755 })
}
