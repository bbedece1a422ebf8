// What a host of the fleet is made of: namespaces of its own on this machine, with its own sshd, dockerd, network, users and files.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../kit/process/run.ts'

/** What every program of a host gets; nothing of the tests' own variables. */
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
  /** Runs a program as root in the host and resolves with what it says. Rejects with its errors when it fails. */
  run(file: string, args: readonly string[]): Promise<string>
  /** Ends every process of the host, and its mounts with them. */
  stop(): Promise<void>
}

export type NamespaceOptions = {
  /** Of this host alone; its sockets `in.sock` and `out.sock` are in it. */
  readonly folder: string
  readonly name: string
  /** The size of docker's disk, as mount has it: `128m`. */
  readonly disk: string
  readonly cgroup: string
  /** Lines of authorized_keys. */
  readonly keys: string
  /** The addresses that lead out of the host. */
  readonly outwards: readonly string[]
}

const here = (name: string): string => join(import.meta.dirname, name)

/** Makes the namespaces of a host and starts what runs in it. Resolves when all of it answers. */
export async function startNamespaces(options: NamespaceOptions): Promise<Namespaces> {
  const { folder, name, disk, cgroup, keys, outwards } = options
  writeFileSync(join(folder, 'authorized_keys'), keys)
  const spaces = ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--mount-proc']
  const door = [process.execPath, here('door.ts'), ...outwards]
  const script = ['/bin/sh', here('fleet-host.sh'), folder, name, disk, cgroup, ...door]
  const init = spawn('unshare', [...spaces, '--kill-child', ...script], { cwd: '/', env: ENV })
  const ended = new Promise<void>((resolve) => init.on('exit', () => resolve()))
  const hostKey = await readyLine(init, name)
  const pid = firstChild(init.pid ?? 0)
  return {
    hostKey,
    pid,
    run: (file, args) => inside(pid, file, args),
    async stop() {
      if (init.exitCode === null && init.signalCode === null) process.kill(pid, 'SIGKILL')
      await ended
    },
  }
}

/** Resolves with what stands after `ready`. */
function readyLine(init: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const [out, err]: Buffer[][] = [[], []]
    init.stdout?.on('data', (chunk: Buffer) => {
      out?.push(chunk)
      const [, line] = /^ready (.*)\n/m.exec(Buffer.concat(out ?? []).toString()) ?? []
      if (line !== undefined) resolve(line.trim())
    })
    init.stderr?.on('data', (chunk: Buffer) => err?.push(chunk))
    init.on('error', reject)
    init.on('close', () => {
      const said = Buffer.concat(err ?? []).toString()
      reject(new Error(`${name} of the fleet did not start: ${said}`))
    })
  })
}

function firstChild(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

async function inside(pid: number, file: string, args: readonly string[]): Promise<string> {
  const spaces = ['-t', String(pid), '--mount', '--net', '--uts', '--ipc', '--pid']
  const all = [...spaces, '--', file, ...args]
  const { code, stdout, stderr } = await runProgram('nsenter', all, { cwd: '/', env: ENV })
  if (code !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${code}: ${stderr}`)
  return stdout
}
