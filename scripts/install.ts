// Programs that install something, run beside each other.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

let debian = Promise.resolve()

/** Installs a package of Debian, one at a time: a second apt-get would fail. */
export function debianPackage(name: string): Promise<void> {
  // The tests start their servers themselves: neither systemd nor the scripts of /etc/init.d are to start one now.
  const env = { SYSTEMD_OFFLINE: '1', RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' }
  const flags = ['--yes', '--quiet=2', '--no-install-recommends']
  const installed = debian.then(async () => {
    await run('apt-get', ['update', '--quiet=2'])
    await run('apt-get', ['install', ...flags, name], env)
  })
  debian = installed.catch(() => {})
  return installed
}

/** Runs a program to its end. Throws with the last line of its errors. */
export async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  const options = { env: { ...process.env, ...env } }
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [status] = await once(child, 'close').catch((error: Error) => {
    throw new Error(`${command} cannot be run: ${error.message}`)
  })
  if (status !== 0) {
    throw new Error(`${command} ${args[0]} failed: ${said.trim().split('\n').at(-1)}`)
  }
}
