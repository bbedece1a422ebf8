// A fake Dokku for each version and SSH server, and what its tests read of it.
import { afterAll } from '@jest/globals'
import { type DokkuServer, startDokku } from '../../../fakes/dokku/server.ts'
import { startDokkuSshd } from '../../../fakes/dokku/sshd-server.ts'
import { git } from '../../../fakes/git/git.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { type Client, type CommandResult, clientOf } from './client.ts'

export type Server = Omit<DokkuServer, 'dropConnections'>
const servers = new Map<string, Promise<Server>>()
const clients = new Set<Client>()

/** Returns the file's server of a version behind an SSH server; every test uses apps of its own. */
function serverOf(version: string, sshServer = 'embedded'): Promise<Server> {
  const key = `${version} ${sshServer}`
  const started =
    servers.get(key) ??
    (sshServer === 'embedded'
      ? startDokku({ version })
      : startDokkuSshd(toolPath('sshd') ?? '', version))
  servers.set(key, started)
  return started
}

let count = 0
export async function world(version: string, sshServer?: string) {
  const server = await serverOf(version, sshServer)
  const client = clientOf(server)
  clients.add(client)
  count += 1
  return { server, client, app: `app${count}` }
}

afterAll(async () => {
  for (const client of clients) client.remove()
  for (const server of servers.values()) await (await server).stop()
})

export const fails = (text: string): Record<string, string> => ({ 'fake-behaviour.json': text })
export const NEW = '0.38.27'
export const OLD = '0.10.5'
export const latest = (server: Server, app: string) => server.docker().tags[`dokku/${app}:latest`]
export const serving = (server: Server, app: string) => {
  const state = server.app(app)
  return state?.containers.find(({ id }) => id === state.serving)?.image
}
export const refOf = (server: Server, app: string, branch = 'main') => {
  try {
    return git(server.repo(app), 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`)
  } catch {
    return undefined
  }
}
export const page = async (client: Client, app: string) => {
  const { out } = await client.dokku(`url ${app}`)
  const response = await fetch(out.trim())
  return `${response.status} ${(await response.text()).trim()}`
}
export const lines = (result: CommandResult) => result.err.split('\n').map((line) => line.trimEnd())
export const eventually = async (check: () => boolean | Promise<boolean>) => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50))
}
