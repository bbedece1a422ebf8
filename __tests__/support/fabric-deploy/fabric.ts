// Runs the fabfile of the tests with real Fabric, in the way that fabric-deploy does.
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

export type FabricResult = {
  readonly rows: readonly TaskRow[]
  readonly output: string
}

/** What runFabric takes, with hosts as text and defaults for the rest. */
export type FabricOptions = Partial<Omit<FabricOrder, 'hosts' | 'gateway'>> & {
  readonly hosts?: readonly string[]
  readonly gateway?: string
  readonly signal?: AbortSignal
  readonly env?: Env
  /** The seconds that all hosts together may take. */
  readonly within?: number
  /** Takes every line of the output as it comes. */
  readonly onLine?: (line: string) => void
}

export type FabricRunner = {
  readonly temp: string
  readonly fabric: FabricOrder['fabric']
  env(more?: Env): Env
  fabfile(): Promise<Fabfile>
  run(tasks: string, options?: FabricOptions): Promise<FabricResult>
  clean(): void
}

/** Runs the fabfile of the tests with real Fabric; `agent` returns the variables of an ssh-agent. */
export function fabricRunner(program: string, agent: () => Env): FabricRunner {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-fabric-test-'))
  const fabric = { python: join(dirname(program), 'python'), programs: PYTHON_PROGRAMS }
  const env = (more: Env = {}): Env => {
    const { PATH } = process.env
    return { PATH, HOME: temp, RECORD: join(temp, 'recorded'), ...agent(), ...more }
  }
  const fabfile = (): Promise<Fabfile> =>
    readFabfile(fabric, { folder: FABFILES, env: env(), temp })
  let tasks: Fabfile['tasks'] | undefined
  const run = async (text: string, options: FabricOptions = {}): Promise<FabricResult> => {
    tasks ??= (await fabfile()).tasks
    const { hosts = [], gateway, signal, env: variables, within = 60, onLine, ...rest } = options
    const words = splitWords(text)
    const translated = 'problem' in words ? words : translate(words, tasks)
    if ('problem' in translated) throw new Error(translated.problem)
    const lines: string[] = []
    const record = (line: string): void => {
      lines.push(line)
      onLine?.(line)
    }
    const order = {
      fabric,
      folder: FABFILES,
      known: [],
      args: translated.args,
      called: translated.called,
      timeouts: { connect: 5 },
      deadline: performance.now() + within * 1000,
      ...rest,
      hosts: hosts.map(asHost),
      gateway: gateway === undefined ? undefined : asHost(gateway),
    }
    const ports = {
      env: env(variables),
      temp,
      onLine: record,
      signal,
      now: () => performance.now(),
    }
    return { rows: await runFabric(order, ports), output: lines.join('\n') }
  }
  return { temp, fabric, env, fabfile, run, clean: () => rmSync(temp, { recursive: true }) }
}
