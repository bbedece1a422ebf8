// Options of docker create that a service may have. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { extraHostsOf } from './extra-hosts.ts'
import { checkLogging } from './logging-options.ts'
import { bytesIn } from './memory-size.ts'
import { checkMountPoints } from './mount-points.ts'
import type { ReportAt, ServiceEntry } from './service-entry.ts'
import { ulimitsOf } from './ulimits.ts'

/** The options of a service's containers; each is empty or undefined if it is not configured. */
export type DockerOptions = {
  readonly labels: ReadonlyMap<string, string>
  readonly networks: readonly string[]
  readonly logging: Logging | undefined
  readonly memory: string
  readonly cpus: string
  readonly capAdd: readonly string[]
  readonly capDrop: readonly string[]
  readonly user: string
  readonly readOnly: boolean
  readonly tmpfs: readonly string[]
  /** As docker takes them: `name:address`. */
  readonly extraHosts: readonly string[]
  /** undefined: as the docker daemon is configured. */
  readonly init: boolean | undefined
  /** As docker takes them: `name=soft:hard`. */
  readonly ulimits: readonly string[]
}

export type Logging = { readonly driver: string; readonly options: ReadonlyMap<string, string> }

/** Returns the options of a service, and reports what docker would refuse. */
export function dockerOptionsOf(entry: ServiceEntry, report: ReportAt): DockerOptions {
  checkMemory(entry.memory, report)
  checkUser(entry.user, report)
  checkMountPoints(entry, report)
  const { cpus, memory, user } = entry
  return {
    labels: new Map([...(entry.labels ?? [])].map(([name, { value }]) => [name, value])),
    networks: (entry.networks ?? []).map(({ value }) => value),
    logging: loggingOf(entry.logging, report),
    memory: memory === undefined ? '' : String(memory.value),
    cpus: cpus === undefined ? '' : String(Number(Number(cpus).toFixed(9))),
    capAdd: entry['cap-add'] ?? [],
    capDrop: entry['cap-drop'] ?? [],
    user: user === undefined ? '' : String(user.value),
    readOnly: entry['read-only'] ?? false,
    tmpfs: (entry.tmpfs ?? []).map(({ value }) => value),
    extraHosts: extraHostsOf(entry['extra-hosts'] ?? [], report),
    init: entry.init,
    ulimits: ulimitsOf(entry.ulimits, report),
  }
}

function loggingOf(entry: ServiceEntry['logging'], report: ReportAt): Logging | undefined {
  if (entry?.driver === undefined) return undefined
  const { value: driver, at: driverAt } = entry.driver
  const options = new Map([...(entry.options ?? [])].map(([name, { value }]) => [name, value]))
  checkLogging({ driver, driverAt, options }, report)
  return { driver, options: new Map([...options].map(([name, { value }]) => [name, value])) }
}

/** Docker's own minimum, and the most that its 64 bits hold. */
const [MIN_MEMORY, MAX_MEMORY] = [6 * 1024 ** 2, 2 ** 63]

function checkMemory(memory: ServiceEntry['memory'], report: ReportAt): void {
  const bytes = memory && bytesIn(String(memory.value))
  if (memory === undefined || bytes === undefined) return
  const shown = quote(String(memory.value))
  if (bytes < MIN_MEMORY) report(`${shown} is less memory than docker allows: 6m`, memory.at)
  if (bytes >= MAX_MEMORY) report(`${shown} is more memory than docker can count`, memory.at)
}

const MAX_ID = 2 ** 31 - 1

function checkUser(user: ServiceEntry['user'], report: ReportAt): void {
  const tooLarge = String(user?.value ?? '')
    .split(':')
    .find((id) => /^[0-9]+$/.test(id) && Number(id) > MAX_ID)
  if (user && tooLarge !== undefined)
    report(`${quote(tooLarge)} is more than ${MAX_ID}, the largest id that docker takes`, user.at)
}
