// Installs Debian packages, and runs other installers.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
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
 * Unpacks a package of another Debian release into a folder, without installing it: the packages and the settings of this machine stay
 * as they are. `version` is the beginning of its version: Debian rebuilds packages.
 */
export async function unpackDebianPackage(
  release: string,
  name: string,
  version: string,
  folder: string,
): Promise<void> {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-debian-'))
  try {
    const keys = await debianKeys(temp)
    let problem: unknown
    for (const mirror of debianMirrors()) {
      const settings = aptSettings(temp, `deb [signed-by=${keys}] ${mirror} ${release} main`)
      try {
        await run('apt-get', ['update', '--quiet=2', '--error-on=any', ...settings])
        await downloadAndUnpack(`${name}=${version}*`, temp, folder, settings)
        return
      } catch (error) {
        problem ??= error
      }
    }
    throw problem
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** Returns options with which apt-get takes packages from one source, and keeps what it learns in a folder. */
function aptSettings(temp: string, source: string): string[] {
  for (const part of ['lists/partial', 'cache/archives/partial', 'parts'])
    mkdirSync(join(temp, part), { recursive: true })
  const sources = join(temp, 'sources.list')
  writeFileSync(sources, `${source}\n`)
  return [
    `Dir::Etc::sourcelist=${sources}`,
    `Dir::Etc::sourceparts=${temp}/parts`,
    `Dir::State::lists=${temp}/lists`,
    `Dir::Cache=${temp}/cache`,
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting])
}

async function downloadAndUnpack(
  wanted: string,
  temp: string,
  folder: string,
  settings: readonly string[],
): Promise<void> {
  const download = mkdtempSync(join(temp, 'download-'))
  const command = ['apt-get', 'download', '--quiet=2', ...settings, wanted]
  await run('sh', ['-ec', 'cd "$1"; shift; exec "$@"', 'download', download, ...command])
  const file = readdirSync(download).find((entry) => entry.endsWith('.deb')) ?? ''
  await run('dpkg-deb', ['--extract', join(download, file), folder])
}

/** Returns the file with the keys of Debian. Ubuntu has them in a package. */
async function debianKeys(temp: string): Promise<string> {
  const file = 'usr/share/keyrings/debian-archive-keyring.gpg'
  if (existsSync(`/${file}`)) return `/${file}`
  await downloadAndUnpack('debian-archive-keyring', temp, join(temp, 'keys'), [])
  return join(temp, 'keys', file)
}

/** Returns the mirror of Debian that this machine's apt uses, if it has one, and those that all can use. */
function debianMirrors(): Set<string> {
  const wanted = ['Origin: Debian', 'Label: Debian', 'Created-By: Packages']
  const args = ['indextargets', '--format', '$(REPO_URI)', ...wanted]
  const own = spawnSync('apt-get', args, { encoding: 'utf8' }).stdout?.trim().split('\n')[0]
  // Releases that are out of support move from the second to the third.
  const common = ['http://deb.debian.org/debian/', 'http://archive.debian.org/debian/']
  return new Set([...(own ? [own] : []), ...common])
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
