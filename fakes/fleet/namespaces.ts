// A fleet host as the kernel sees it: namespaces of its own on this machine, with its own sshd, dockerd, network, users and files.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../kit/process/run.ts'

/** The environment of every program in a host; none of the tests' own variables. */
const ENV = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LC_ALL: 'C.UTF-8',
}

export type Namespaces = {
  /** Its host key, as in a .pub file. */
  readonly hostKey: string
  /** The process id, outside, of its first process. */
  readonly pid: number
  /** Runs a program as root in the host and resolves with its output. Rejects with its errors when it fails. */
  run(file: string, args: readonly string[]): Promise<string>
  /** Ends every process of the host; its mounts go with them. */
  stop(): Promise<void>
}

export type NamespaceOptions = {
  /** Used by this host alone; holds its sockets `in.sock` and `out.sock`. */
  readonly folder: string
  readonly name: string
  /** The size of docker's disk, as mount takes it: `128m`. */
  readonly disk: string
  readonly cgroup: string
  /** Lines of authorized_keys. */
  readonly publicKey: string
  /** The addresses outside that it can reach. */
  readonly reaches: readonly string[]
}

const here = (name: string): string => join(import.meta.dirname, name)

/** Makes the namespaces of a host and starts its services. Resolves when all of them answer. */
export async function startNamespaces(options: NamespaceOptions): Promise<Namespaces> {
  const { folder, name, disk, cgroup, publicKey, reaches } = options
  writeFileSync(join(folder, 'authorized_keys'), publicKey)
  const flags = ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--mount-proc']
  const bridge = [process.execPath, here('host-bridge.ts'), ...reaches]
  const script = ['/bin/sh', here('fleet-host.sh'), folder, name, disk, cgroup, ...bridge]
  const init = spawn('unshare', [...flags, '--kill-child', ...script], { cwd: '/', env: ENV })
  const ended = new Promise<void>((resolve) => init.on('exit', () => resolve()))
  const hostKey = await readyLine(init, name)
  const pid = firstChild(init.pid ?? 0)
  return {
    hostKey,
    pid,
    run: (file, args) => runInside(pid, file, args),
    async stop() {
      if (init.exitCode === null && init.signalCode === null) process.kill(pid, 'SIGKILL')
      await ended
    },
  }
}

/** Resolves with the text after `ready`. */
function readyLine(init: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    init.stdout?.on('data', (chunk) => {
      stdout += String(chunk)
      const [, line] = /^ready (.*)\n/m.exec(stdout) ?? []
      if (line !== undefined) resolve(line.trim())
    })
    init.stderr?.on('data', (chunk) => {
      stderr += String(chunk)
    })
    init.on('error', reject)
    init.on('close', () => reject(new Error(`${name} of the fleet did not start: ${stderr}`)))
  })
}

function firstChild(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

async function runInside(pid: number, file: string, args: readonly string[]): Promise<string> {
  const flags = ['-t', String(pid), '--mount', '--net', '--uts', '--ipc', '--pid']
  const all = [...flags, '--', file, ...args]
  const { code, stdout, stderr } = await runProgram('nsenter', all, { cwd: '/', env: ENV })
  if (code !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${code}: ${stderr}`)
  return stdout
}
