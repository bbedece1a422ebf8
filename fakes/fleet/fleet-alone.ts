// A fleet of one host in a process of its own, which a test kills. Says the host's namespaces when it is up.
import { rmSync } from 'node:fs'
import { startFleet } from './fleet.ts'
import { namespacesOf } from './namespace-links.ts'

const { hosts, folder } = await startFleet({ hosts: 1 })
// Nobody will do it later; what runs has it open.
rmSync(folder, { recursive: true })
process.stdout.write(`${JSON.stringify(hosts.flatMap(({ pid }) => namespacesOf(pid)))}\n`)
