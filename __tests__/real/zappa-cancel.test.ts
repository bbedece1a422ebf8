// A run that is cancelled or killed, at several moments: the old code serves, and nothing is left.
import { existsSync, readFileSync } from 'node:fs'
import { expect, jest, test } from '@jest/globals'
import type { ActionResult } from '../../rehearsal/runner.ts'
import { withPeers } from '../peers.ts'
import type { Aws } from './aws.ts'
import { argumentsOf } from './processes.ts'
import { ended, page, released, type Stage, update, zappaWorld } from './zappa-update.ts'

jest.setTimeout(300_000)

type Moment = {
  readonly when: string
  /** Resolves when it has come. */
  come(aws: Aws): Promise<unknown>
  readonly migration?: 'fails' | 'hangs'
  /** What a cancelled run comes to; what a killed one's post part says. */
  readonly cancelled: string
  readonly killed: RegExp
}

const RESTORED = /The old code serves again, as version \d/
const MOMENTS: readonly Moment[] = [
  {
    when: 'while Zappa packages',
    come: (aws) => aws.called('GetRole'),
    cancelled: 'failed cancelled',
    killed: RESTORED,
  },
  {
    when: 'while the code is sent',
    come: (aws) => aws.called('UpdateFunctionCode'),
    cancelled: 'failed cancelled restored',
    killed: RESTORED,
  },
  {
    when: 'right after the code is live',
    come: (aws) => aws.called('UpdateFunctionConfiguration'),
    cancelled: 'failed cancelled restored',
    killed: RESTORED,
  },
  {
    when: 'in a migration',
    migration: 'hangs',
    come: (aws) => aws.called('Invoke'),
    cancelled: 'failed cancelled restored',
    killed: RESTORED,
  },
  {
    when: 'while the old code is put back',
    migration: 'fails',
    come: (aws) => aws.called('UpdateFunctionCode', 2),
    cancelled: 'failed migration-failed restored',
    killed: RESTORED,
  },
]

/** A variable that all processes of a run have, and the folders where they pack. */
function marked() {
  const [name, value] = ['TEST_MARK', String(Math.random())]
  const all = () => argumentsOf(`${name}=${value}`)
  const folders = new Set<string>()
  const look = (): void => {
    for (const [pid] of all()) {
      try {
        const found = /\0TMPDIR=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, 'latin1'))?.[1]
        if (found?.includes('towpath-package-')) folders.add(found)
      } catch {
        // It has ended meanwhile.
      }
    }
  }
  return { env: { [name]: value }, all, folders, look }
}

async function prepared({ migration }: Moment): Promise<Stage> {
  const stage = await released({ memory_size: 1024 })
  if (migration === 'hangs') stage.aws.fault('Invoke', { hang: true })
  else if (migration) stage.project.migration(migration)
  return stage
}

/** The old code serves, no process of the run is left, and no package. */
async function asBefore(stage: Stage, mark: ReturnType<typeof marked>): Promise<void> {
  expect(await stage.aws.sha('demo-dev')).toBe(stage.before)
  expect(await page(stage)).toBe('200 release 1')
  expect(mark.all()).toEqual([])
  expect(mark.folders.size).toBe(1)
  expect([...mark.folders].filter((folder) => existsSync(folder))).toEqual([])
}

withPeers(['zappa', 'moto'], () => {
  zappaWorld()

  test.each(MOMENTS)('cancelled $when', async (moment) => {
    const stage = await prepared(moment)
    const [mark, controller] = [marked(), new AbortController()]
    const cancelled = moment.come(stage.aws).then(() => {
      mark.look()
      controller.abort()
    })
    const result: ActionResult = await update(
      stage,
      {},
      { env: mark.env, signal: controller.signal },
    )
    await cancelled
    if (result.outputs['reason'] !== undefined) {
      expect(ended(result)).toBe(moment.cancelled)
      expect(result.outputs).toMatchObject({ changed: 'false', 'code-sha256': stage.before })
    } else expect([result.success, result.postExitCode]).toEqual([false, 0])
    await asBefore(stage, mark)
  })

  test.each(MOMENTS)('killed $when: the post part does it', async (moment) => {
    const stage = await prepared(moment)
    const mark = marked()
    const killed = moment.come(stage.aws).then(() => {
      mark.look()
      for (const [pid, line] of mark.all())
        if (line.includes('dist/zappa-update/index.js')) process.kill(pid, 'SIGKILL')
    })
    const result = await update(stage, {}, { env: mark.env })
    await killed
    expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 0])
    expect(result.log).toMatch(moment.killed)
    await asBefore(stage, mark)
  })
})
