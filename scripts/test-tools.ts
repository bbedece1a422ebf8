// npm run tools: installs the real tools that the tests run against, pinned, in .tools/ (Debian packages in the system).
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { MOTO, ZAPPA } from './python-pins.ts'
import {
  debianTool,
  dockerClient,
  ensure,
  goTool,
  moduleProgram,
  npmFile,
  ownProgram,
  pythonTool,
  type Tool,
} from './tool-kinds.ts'

const TOOLS = {
  act: goTool('act', '0.2.89', 'github.com/nektos/act'),
  actionlint: goTool('actionlint', '1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint'),
  'kamal-proxy': moduleProgram(
    'images',
    'kamal-proxy',
    '0.9.2',
    'github.com/basecamp/kamal-proxy/cmd/kamal-proxy',
  ),
  'web-server': ownProgram('images', 'web-server'),
  // What find-images is compared with.
  'read-dockerfiles': ownProgram('buildkit', 'read-dockerfiles'),
  'match-ignore-files': ownProgram('buildkit', 'match-ignore-files'),
  // Builds the images of the example aimmo.
  buildkitd: moduleProgram(
    'buildkit',
    'buildkitd',
    '0.34.2',
    'github.com/moby/buildkit/cmd/buildkitd',
  ),
  buildctl: moduleProgram(
    'buildkit',
    'buildctl',
    '0.34.2',
    'github.com/moby/buildkit/cmd/buildctl',
  ),
  zizmor: pythonTool('zizmor', '1.32.0', 'zizmor'),
  // GitHub's own description of its API.
  'github-openapi': npmFile(
    'github-openapi',
    '23.0.2',
    '@octokit/openapi',
    'generated/api.github.com.json',
  ),
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

if (import.meta.main) {
  const missing = await installTools()
  for (const line of missing) process.stdout.write(`${line}\n`)
  if (missing.length > 0) process.exitCode = 1
}
