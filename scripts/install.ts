// Installs Debian packages, and runs other installers.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

let debian = Promise.resolve()

/** Installs a Debian package, one at a time: a second apt-get would fail. */
export function debianPackage(name: string): Promise<void> {
  // The tests start their own servers: neither systemd nor a script of /etc/init.d may start one now.
  const env = { SYSTEMD_OFFLINE: '1', RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' }
  const flags = ['--yes', '--quiet=2', '--no-install-recommends']
  const installed = debian.then(async () => {
    await run('apt-get', ['update', '--quiet=2'])
    await run('apt-get', ['install', ...flags, name], env)
  })
  debian = installed.catch(() => {})
  return installed
}

/** Runs a program to its end. Throws an error with its last line if it fails. */
export async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  const options = { env: { ...process.env, ...env } }
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [status] = await once(child, 'close').catch((error: Error) => {
    throw new Error(`${command} cannot be run: ${error.message}`)
  })
  if (status !== 0) {
    throw new Error(`${command} ${args[0]} failed: ${stderr.trim().split('\n').at(-1)}`)
  }
}
