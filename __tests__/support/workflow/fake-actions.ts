// Fakes of actions that need GitHub or a cloud: JavaScript programs that act runs instead of the action.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { WorkflowWorld } from './act.ts'

export type StandIn = {
  /** The inputs that the workflow may set; true for required ones. */
  readonly inputs: Readonly<Record<string, boolean>>
  /** The program (CommonJS). `input(name)` returns an input, `fs` is node:fs. */
  readonly main: string
  /** The program that runs when the job ends. */
  readonly post?: string
}

/** Places the fakes. Returns the arguments that make act use them, at the commits that `workflows` name. */
export function standIns(
  world: WorkflowWorld,
  workflows: readonly string[],
  actions: Readonly<Record<string, StandIn>>,
): string[] {
  return Object.entries(actions).flatMap(([name, action]) => {
    const folder = join(dirname(world.repository), 'stand-ins', name)
    place(folder, action)
    const used = workflows.flatMap((text) => [
      ...text.matchAll(new RegExp(`uses: (${name}@[0-9a-f]{40}) # v`, 'g')),
    ])
    return [...new Set(used.map(([, as]) => `--local-repository=${as}=${folder}`))]
  })
}

function place(folder: string, { inputs, main, post }: StandIn): void {
  mkdirSync(folder, { recursive: true })
  const runs = { using: 'node24', main: 'main.js', ...(post ? { post: 'post.js' } : {}) }
  const names = Object.fromEntries(Object.keys(inputs).map((name) => [name, { default: '' }]))
  writeFileSync(join(folder, 'action.yml'), JSON.stringify({ inputs: names, runs }))
  writeFileSync(join(folder, 'package.json'), '{"type": "commonjs"}')
  const needed = Object.keys(inputs).filter((name) => inputs[name])
  const check = `for (const name of ${JSON.stringify(needed)}) if (!input(name)) throw new Error(name + ' is not given')`
  writeFileSync(join(folder, 'main.js'), [PRELUDE, check, main].join('\n'))
  if (post) writeFileSync(join(folder, 'post.js'), [PRELUDE, post].join('\n'))
}

const PRELUDE = `const fs = require('node:fs')
const input = (name) => process.env['INPUT_' + name.toUpperCase()] ?? ''
process.chdir(process.env.GITHUB_WORKSPACE)
`
