import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type FabricOrder, runFabric } from '../../../actions/fabric-deploy/src/fabfile/fab.ts'
import type { TaskRow } from '../../../actions/fabric-deploy/src/fabfile/host-result.ts'
import {
  type Fabfile,
  readFabfile,
} from '../../../actions/fabric-deploy/src/fabfile/read-fabfile.ts'
import { splitWords } from '../../../actions/fabric-deploy/src/fabfile/split-words.ts'
import { translate } from '../../../actions/fabric-deploy/src/fabfile/translate.ts'
import type { Env } from '../../../kit/git/git.ts'
import { type Host, parseHost } from '../../../kit/ssh/host.ts'

export const PYTHON_PROGRAMS = join(import.meta.dirname, '../../../actions/fabric-deploy/python')
export const FABFILES = join(import.meta.dirname, 'fabfiles')

export const asHost = (text: string): Host => {
  const host = parseHost(text)
  if ('problem' in host) throw new Error(host.problem)
  return host
}

export type Ran = {
  readonly rows: readonly TaskRow[]
  readonly said: string
  readonly times: readonly number[]
}

export type More = Partial<Omit<FabricOrder, 'hosts' | 'gateway'>> & {
  readonly hosts?: readonly string[]
  readonly gateway?: string
  readonly signal?: AbortSignal
  readonly env?: Env
  /** Seconds for all hosts. */
  readonly within?: number
}

export type Fleet = {
  readonly temp: string
  readonly fabric: FabricOrder['fabric']
  env(more?: Env): Env
  fabfile(): Promise<Fabfile>
  run(tasks: string, more?: More): Promise<Ran>
  clean(): void
}

/** Runs the fabfile of the tests with a real Fabric. */
export function fleet(program: string, agent: () => Env): Fleet {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-fabric-test-'))
  const fabric = { python: join(dirname(program), 'python'), programs: PYTHON_PROGRAMS }
  const env = (more: Env = {}): Env => {
    const { PATH } = process.env
    return { PATH, HOME: temp, TELL: join(temp, 'told'), ...agent(), ...more }
  }
  const fabfile = (): Promise<Fabfile> =>
    readFabfile(fabric, { folder: FABFILES, env: env(), temp })
  let tasks: Fabfile['tasks'] | undefined
  const run = async (text: string, more: More = {}): Promise<Ran> => {
    tasks ??= (await fabfile()).tasks
    const { hosts = [], gateway, signal, env: variables, within = 60, ...rest } = more
    const words = splitWords(text)
    const meant = 'problem' in words ? words : translate(words, tasks)
    if ('problem' in meant) throw new Error(meant.problem)
    const lines: string[] = []
    const times: number[] = []
    const onLine = (said: string): void => {
      lines.push(said)
      times.push(performance.now())
    }
    const order = {
      fabric,
      folder: FABFILES,
      known: [],
      args: meant.args,
      called: meant.called,
      timeouts: { connect: 5 },
      deadline: performance.now() + within * 1000,
      ...rest,
      hosts: hosts.map(asHost),
      gateway: gateway === undefined ? undefined : asHost(gateway),
    }
    const ports = { env: env(variables), temp, onLine, signal, now: () => performance.now() }
    return { rows: await runFabric(order, ports), said: lines.join('\n'), times }
  }
  return { temp, fabric, env, fabfile, run, clean: () => rmSync(temp, { recursive: true }) }
}
