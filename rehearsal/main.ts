// `npm start`: what the built actions decide. Without arguments a day of events in a shop's repository, with --repo your own.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shopRepository } from '../fakes/git/shop-repository.ts'
import { UserError } from '../kit/action/user-error.ts'
import { show, type Told, tell } from './describe-run.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { depthOne } from './scenes/depth-one.ts'
import { dokku } from './scenes/dokku.ts'
import { fabricDeploy } from './scenes/fabric-deploy.ts'
import { zappa } from './scenes/zappa.ts'
import { shopDay } from './shop-day.ts'
import { checkoutOf, userEvent } from './user-event.ts'

async function play(scenes: Iterable<() => Promise<Told>>, { json, repo }: Options): Promise<void> {
  const told: Told[] = []
  for (const scene of scenes) {
    const one = await scene()
    told.push(one)
    if (!json) show(one, repo !== undefined)
  }
  if (json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
  if (told.some(({ ok }) => !ok)) process.exitCode = 1
}

async function shopsDay(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-shop-'))
  const worlds = [fabricDeploy(folder), dokku(folder), zappa(folder)]
  try {
    const shop = join(folder, 'shop')
    mkdirSync(shop)
    const day = shopDay(shopRepository(shop)).map(
      (happening) => () => tell(happening, shop, options.environment, false),
    )
    const scenes = worlds.flatMap((world) => world.scenes)
    await play([...day, ...depthOne(folder), ...scenes], options)
  } finally {
    for (const world of worlds) await world.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  // npm changes to the folder of its package; INIT_CWD is where the user stands.
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
  if (options.help) process.stdout.write(`${USAGE}\n`)
  else if (options.repo === undefined) await shopsDay(options)
  else {
    const checkout = checkoutOf(options.repo)
    const happening = userEvent(checkout, options)
    await play([() => tell(happening, checkout, options.environment, true)], options)
  }
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
