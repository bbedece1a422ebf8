// `npm start`: plays deployments through the built actions. With --repo it shows what they decide in your own repository.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shopRepository } from '../fakes/git/shop-repository.ts'
import { UserError } from '../kit/action/user-error.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { type LogView, sceneLines, sceneTable } from './print.ts'
import { pushedRemote } from './pushed-remote.ts'
import type { SceneResult, Stage } from './scene-result.ts'
import { depthOne } from './scenes/depth-one.ts'
import { dokku } from './scenes/dokku.ts'
import { fabricDeploy } from './scenes/fabric-deploy.ts'
import { images } from './scenes/images.ts'
import { releases } from './scenes/releases.ts'
import { routing } from './scenes/routing.ts'
import { triggered } from './scenes/trigger.ts'
import { zappa } from './scenes/zappa.ts'
import { shopDay } from './shop-day.ts'
import { checkoutOf, userEvent } from './user-event.ts'

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)

/** Plays all stages at the same time, each scene after the one before it. Prints the results in the stages' order. */
async function play(stages: readonly Stage[], json: boolean, view: LogView): Promise<void> {
  const results: SceneResult[] = []
  const running = stages.flatMap(({ scenes }) => {
    let previous: Promise<unknown> = Promise.resolve()
    return scenes.map((scene) => {
      const result = previous.then(scene)
      previous = result
      return result
    })
  })
  // A rejection is reported when the scene's turn comes, not earlier as unhandled.
  for (const result of running) result.catch(() => {})
  for (const result of running) {
    results.push(await result)
    if (!json) print(sceneLines(await result, view))
  }
  if (json) print([JSON.stringify(results, null, 2)])
  else if (results.length > 1) print(sceneTable(results))
  if (results.some(({ ok }) => !ok)) process.exitCode = 1
}

/** Events in the shop's repository: pushes, a tag, pull requests. */
function shop(folder: string, environment: string): Stage {
  mkdirSync(folder)
  const events = shopDay(shopRepository(folder))
  return {
    scenes: events.map((event) => () => routing(event, folder, environment, false)),
    stop: async () => {},
  }
}

async function playDay({ environment, json, verbose }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-shop-'))
  const stages = [
    shop(join(folder, 'shop'), environment),
    depthOne(folder),
    images(folder),
    fabricDeploy(folder),
    ...dokku(folder),
    zappa(folder),
    releases(folder),
    triggered(folder),
  ]
  try {
    await play(stages, json, verbose ? 'all' : 'folded')
  } finally {
    for (const { stop } of stages) await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function playUserEvent(repo: string, options: Options): Promise<void> {
  const checkout = checkoutOf(repo)
  const event = userEvent(checkout, options)
  using remote = pushedRemote(checkout, event)
  const scenes = [() => routing(event, checkout, options.environment, true, remote.env)]
  await play([{ scenes, stop: async () => {} }], options.json, 'all')
}

try {
  // npm changes to the folder of its package; INIT_CWD is the folder where the user called it.
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
  if (options.help) print([USAGE])
  else if (options.repo === undefined) await playDay(options)
  else await playUserEvent(options.repo, options)
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
