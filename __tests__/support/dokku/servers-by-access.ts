// Servers behind OpenSSH's sshd if it is installed, apps with a first deployment, and runs that are stopped at some point.
import { expect } from '@jest/globals'
import { startDokku } from '../../../fakes/dokku/server.ts'
import { startDokkuSshd } from '../../../fakes/dokku/sshd-server.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { deploy, ended, later, type Project, project, type Server, tip } from './deployment.ts'

export const sshd = toolPath('sshd')
const doors = new Map<string, Promise<Server>>()

/** Returns the file's server of a version, behind sshd if it is installed. */
export function doorOf(version = '0.38.27'): Promise<Server> {
  const started = async (): Promise<Server> => {
    const server = await (sshd === undefined
      ? startDokku({ version })
      : startDokkuSshd(sshd, version))
    later(() => server.stop())
    return server
  }
  const door = doors.get(version) ?? started()
  doors.set(version, door)
  return door
}

/** Deploys the first version of an app. Returns the project with a second version. */
export async function deployed(
  app: string,
  version?: string,
): Promise<{ readonly server: Server; readonly made: Project; readonly before: string }> {
  const server = await doorOf(version)
  const made = project()
  expect(ended(await deploy(server, made, { app, create: 'true' }))).toBe('success - true')
  made.commit({ 'index.html': 'v2\n' })
  return { server, made, before: tip(server, app) }
}

/** Does something once, at the first line of the run that contains a string. */
export const at = (text: string, act: () => void) => {
  let done = false
  return {
    onLine: (line: string) => {
      if (done || !line.includes(text)) return
      done = true
      act()
    },
  }
}

/**
 * Runs something with a time limit in seconds, and again with twice the time as long as its log lacks a string: on a busy machine the limit
 * is reached earlier than the test means.
 */
export async function timeOutAfter(
  text: string,
  seconds: number,
  run: (timeout: string) => Promise<ActionResult>,
): Promise<ActionResult> {
  const result = await run(`${seconds}s`)
  return result.log.includes(text) ? result : timeOutAfter(text, 2 * seconds, run)
}
