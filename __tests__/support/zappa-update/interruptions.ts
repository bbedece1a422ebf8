// The moments at which a run is cancelled or killed, and the checks that the old code is live afterwards and nothing is left behind.
import { existsSync, readFileSync } from 'node:fs'
import { expect } from '@jest/globals'
import type { Aws } from '../../../fakes/aws/aws.ts'
import { argumentsOf } from '../processes.ts'
import { page, released, type Stage } from './update.ts'

export type Interruption = {
  readonly when: string
  /** Resolves at this moment of the run. */
  reached(aws: Aws): Promise<unknown>
  readonly migration?: 'fails' | 'hangs'
  /** Zappa has not uploaded the code yet. */
  readonly isBeforeUpload?: boolean
  /** The outcome of a run that is cancelled at this moment. */
  readonly cancelled: string
}

export const INTERRUPTIONS: readonly Interruption[] = [
  {
    when: 'while Zappa packages',
    isBeforeUpload: true,
    reached: (aws) => aws.called('GetRole'),
    cancelled: 'failed cancelled',
  },
  {
    when: 'while the code is uploaded',
    reached: (aws) => aws.called('UpdateFunctionCode'),
    cancelled: 'failed cancelled restored',
  },
  {
    when: 'right after the code is live',
    reached: (aws) => aws.called('UpdateFunctionConfiguration'),
    cancelled: 'failed cancelled restored',
  },
  {
    when: 'in a migration',
    migration: 'hangs',
    reached: (aws) => aws.called('Invoke'),
    cancelled: 'failed cancelled restored',
  },
  {
    when: 'while the old code is restored',
    migration: 'fails',
    reached: (aws) => aws.called('UpdateFunctionCode', 2),
    cancelled: 'failed migration-failed restored',
  },
]

/** Marks all processes of a run with a variable, to find them and the folders where Zappa packages. */
export function markedRun() {
  const [name, value] = ['TEST_MARK', String(Math.random())]
  const processes = () => argumentsOf(`${name}=${value}`)
  const folders = new Set<string>()
  const findFolders = (): void => {
    for (const [pid] of processes()) {
      try {
        const found = /\0TMPDIR=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, 'latin1'))?.[1]
        if (found?.includes('towpath-package-')) folders.add(found)
      } catch {
        // The process has ended meanwhile.
      }
    }
  }
  /** Resolves when the run has reached the moment of an interruption. */
  const reached = async (aws: Aws, interruption: Interruption): Promise<void> => {
    await aws.called('GetRole')
    findFolders()
    await interruption.reached(aws)
  }
  /** Kills the action. */
  const kill = (): void => {
    for (const [pid, line] of processes())
      if (line.includes('dist/zappa-update/index.js')) process.kill(pid, 'SIGKILL')
  }
  return { env: { [name]: value }, processes, folders, reached, kill }
}

/** A deployed project whose update reaches the moment of an interruption. */
export async function stageFor({ migration }: Interruption): Promise<Stage> {
  const stage = await released({ memory_size: 1024 })
  if (migration === 'hangs') stage.aws.fault('Invoke', { hang: true })
  else if (migration) stage.project.migration(migration)
  return stage
}

/** The old code is live, and no process and no package of the run is left. */
export async function expectRestored(
  stage: Stage,
  { isBeforeUpload }: Interruption,
  { processes, folders }: ReturnType<typeof markedRun>,
): Promise<void> {
  if (isBeforeUpload) expect(stage.aws.callsOf('UpdateFunctionCode')).toEqual([])
  expect(await stage.aws.sha('demo-dev')).toBe(stage.before)
  expect(await page(stage)).toBe('200 release 1')
  expect(processes()).toEqual([])
  expect(folders.size).toBe(1)
  expect([...folders].filter((folder) => existsSync(folder))).toEqual([])
}
