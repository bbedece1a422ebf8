// Fake artifacts: actions/upload-artifact, actions/download-artifact and `gh run`, which keep the files in a folder.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { WorkflowWorld } from './act.ts'

export type Artifacts = {
  /** The arguments that make act use the fakes instead of the actions, at the commits that `workflows` name. */
  readonly args: readonly string[]
  /** Starts a new run, without artifacts. */
  begin(): void
  /** Ends the run with success: `gh run list --status success` lists it. */
  succeeded(): void
}

/** Like the real action it omits hidden files unless told otherwise, and does not keep file modes. */
const UPLOAD = `inputs:
  name: { required: true }
  path: { required: true }
  include-hidden-files: { default: 'false' }
  if-no-files-found: { default: warn }
runs:
  using: composite
  steps:
    - shell: bash
      env:
        NAME: '\${{ inputs.name }}'
        FROM: '\${{ inputs.path }}'
        HIDDEN: '\${{ inputs.include-hidden-files }}'
        NONE: '\${{ inputs.if-no-files-found }}'
      run: |
        if [ ! -d "$FROM" ]; then echo "no files"; [ "$NONE" != error ]; exit; fi
        mkdir -p FOLDER/now
        cp -R "$FROM" "FOLDER/now/$NAME"
        cd "FOLDER/now/$NAME"
        if [ "$HIDDEN" != true ]; then find . -mindepth 1 -name '.*' -prune -exec rm -rf {} +; fi
        find . -type f -exec chmod 644 {} +
        mkdir -p "FOLDER/all/$NAME"
        cp -R . "FOLDER/all/$NAME"
`

const DOWNLOAD = `inputs: { name: { required: true }, path: { default: . } }
runs:
  using: composite
  steps:
    - shell: bash
      env: { NAME: '\${{ inputs.name }}', TO: '\${{ inputs.path }}' }
      run: |
        mkdir -p "$TO"
        cp -R "FOLDER/now/$NAME/." "$TO"
`

/** Supports exactly the commands that the workflows use. Run 42 is the last one that succeeded; run 7 has all artifacts. */
const GH = `#!/bin/sh
[ -n "$GH_TOKEN" ] || { echo "gh: set GH_TOKEN" >&2; exit 4; }
case "$*" in
"run list --workflow deploy.yml --status success --limit 50 --json databaseId,event --jq "*)
  if [ -d FOLDER/last ]; then echo 42; fi ;;
"run download 42 --name client --dir "*)
  mkdir -p "$7" && cp -R FOLDER/last/client/. "$7" ;;
"api repos/"*"/actions/artifacts?name="*)
  name=\${2##*=}; if [ -d "FOLDER/all/$name" ]; then echo 7; fi ;;
"run download 7 --name "*" --dir "*)
  mkdir -p "$7" && cp -R "FOLDER/all/$5/." "$7" ;;
*) echo "gh: not supported: $*" >&2; exit 1 ;;
esac
`

/** Places the fakes where the workflows of a repository find them. `workflows` are the YAML texts that use the actions. */
export function artifactsIn(world: WorkflowWorld, workflows: readonly string[]): Artifacts {
  const folder = join(dirname(world.repository), 'artifacts')
  const write = (name: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(name), { recursive: true })
    writeFileSync(name, text.replaceAll('FOLDER', folder), { mode })
  }
  write(join(folder, 'upload-artifact/action.yml'), UPLOAD)
  write(join(folder, 'download-artifact/action.yml'), DOWNLOAD)
  write(join(world.programs, 'gh'), GH, 0o755)
  const used = workflows.flatMap((text) => [
    ...text.matchAll(/uses: (actions\/((?:up|down)load-artifact)@\w+)/g),
  ])
  const [now, last] = [join(folder, 'now'), join(folder, 'last')]
  return {
    args: used.map(
      ([, action, name]) => `--local-repository=${action}=${join(folder, name ?? '')}`,
    ),
    begin: () => rmSync(now, { recursive: true, force: true }),
    succeeded() {
      rmSync(last, { recursive: true, force: true })
      if (existsSync(now)) cpSync(now, last, { recursive: true })
    },
  }
}
