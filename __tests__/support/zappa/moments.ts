// The moments at which a run is cancelled or killed, and that the old code serves then and nothing is left.
import { existsSync, readFileSync } from 'node:fs'
import { expect } from '@jest/globals'
import type { Aws } from '../../../fakes/aws/aws.ts'
import { argumentsOf } from '../processes.ts'
import { page, released, type Stage } from './update.ts'

export type Moment = {
  readonly when: string
  /** Resolves when it has come. */
  come(aws: Aws): Promise<unknown>
  readonly migration?: 'fails' | 'hangs'
  /** Zappa has not sent the code by then. */
  readonly isEarly?: boolean
  /** What a cancelled run comes to. */
  readonly cancelled: string
}

export const MOMENTS: readonly Moment[] = [
  {
    when: 'while Zappa packages',
    isEarly: true,
    come: (aws) => aws.called('GetRole'),
    cancelled: 'failed cancelled',
  },
  {
    when: 'while the code is sent',
    come: (aws) => aws.called('UpdateFunctionCode'),
    cancelled: 'failed cancelled restored',
  },
  {
    when: 'right after the code is live',
    come: (aws) => aws.called('UpdateFunctionConfiguration'),
    cancelled: 'failed cancelled restored',
  },
  {
    when: 'in a migration',
    migration: 'hangs',
    come: (aws) => aws.called('Invoke'),
    cancelled: 'failed cancelled restored',
  },
  {
    when: 'while the old code is put back',
    migration: 'fails',
    come: (aws) => aws.called('UpdateFunctionCode', 2),
    cancelled: 'failed migration-failed restored',
  },
]

/** A variable that all processes of a run have, and the folders where they pack. */
export function marked() {
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
  /** Looks when Zappa has begun; resolves when the moment has come. */
  const seen = async (aws: Aws, moment: Moment): Promise<void> => {
    await aws.called('GetRole')
    look()
    await moment.come(aws)
  }
  return { env: { [name]: value }, all, folders, seen }
}

/** A project that is deployed, for a moment. */
export async function prepared({ migration }: Moment): Promise<Stage> {
  const stage = await released({ memory_size: 1024 })
  if (migration === 'hangs') stage.aws.fault('Invoke', { hang: true })
  else if (migration) stage.project.migration(migration)
  return stage
}

/** The old code serves, no process of the run is left, and no package. */
export async function asBefore(
  stage: Stage,
  { isEarly }: Moment,
  mark: ReturnType<typeof marked>,
): Promise<void> {
  if (isEarly) expect(stage.aws.callsOf('UpdateFunctionCode')).toEqual([])
  expect(await stage.aws.sha('demo-dev')).toBe(stage.before)
  expect(await page(stage)).toBe('200 release 1')
  expect(mark.all()).toEqual([])
  expect(mark.folders.size).toBe(1)
  expect([...mark.folders].filter((folder) => existsSync(folder))).toEqual([])
}
