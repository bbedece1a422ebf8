// Fakes `zappa update`.

import { CONFIGURING, DEPLOYING, LIVE, PACKING, STACK_REFUSED } from './recorded-output.ts'
import { load, packed, projectIn, publish, save } from './state.ts'

/** Updates the function of an environment with the project in a folder. Returns the exit code. */
export function zappaUpdate(environment: string, folder: string): number {
  const project = projectIn(folder)
  say(PACKING)
  const state = load(environment)
  publish(state, packed(project))
  save(environment, state)
  say(CONFIGURING)
  if (project.stack === 'refused') {
    say(STACK_REFUSED)
    return 255
  }
  say([DEPLOYING])
  process.stdout.write(`${LIVE}\n`)
  return 0
}

const say = (lines: readonly string[]): void =>
  void process.stderr.write(lines.map((line) => `${line}\n`).join(''))
