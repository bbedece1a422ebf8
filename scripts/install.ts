// Installs Debian packages, and runs other installers.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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

/**
 * Unpacks a package of another Debian release into a folder, without installing it. `version` is the beginning of its version: Debian
 * rebuilds packages. Takes the mirror that this machine's apt uses.
 */
export async function unpackDebianPackage(
  release: string,
  name: string,
  version: string,
  folder: string,
): Promise<void> {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-debian-'))
  try {
    for (const part of ['lists/partial', 'cache/archives/partial', 'parts'])
      mkdirSync(join(temp, part), { recursive: true })
    const keys = '/usr/share/keyrings/debian-archive-keyring.gpg'
    const sources = join(temp, 'sources.list')
    writeFileSync(sources, `deb [signed-by=${keys}] ${debianMirror()} ${release} main\n`)
    const settings = [
      `Dir::Etc::sourcelist=${sources}`,
      `Dir::Etc::sourceparts=${temp}/parts`,
      `Dir::State::lists=${temp}/lists`,
      `Dir::Cache=${temp}/cache`,
      'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
      'APT::Sandbox::User=root',
    ].flatMap((setting) => ['-o', setting])
    await run('apt-get', ['update', '--quiet=2', ...settings])
    const download = ['apt-get', 'download', '--quiet=2', ...settings, `${name}=${version}*`]
    await run('sh', ['-ec', 'cd "$1"; shift; exec "$@"', 'download', temp, ...download])
    const file = readdirSync(temp).find((entry) => entry.endsWith('.deb'))
    await run('dpkg-deb', ['--extract', join(temp, file ?? ''), folder])
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

function debianMirror(): string {
  const args = ['indextargets', '--format', '$(REPO_URI)', 'Origin: Debian', 'Created-By: Packages']
  const mirror = spawnSync('apt-get', args, { encoding: 'utf8' }).stdout?.split('\n')[0]
  if (!mirror) throw new Error('this machine has no mirror of Debian')
  return mirror
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
