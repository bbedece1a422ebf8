// Runs a fleet of one host in a process of its own, for a test that kills it. Prints the host's namespaces when it is ready.
import { rmSync } from 'node:fs'
import { startFleet } from './fleet.ts'
import { namespacesOf } from './namespace-processes.ts'

const { hosts, folder } = await startFleet({ hosts: 1 })
// After the kill nothing would remove it; the programs of the host have its files open.
rmSync(folder, { recursive: true })
process.stdout.write(`${JSON.stringify(hosts.flatMap(({ pid }) => namespacesOf(pid)))}\n`)
