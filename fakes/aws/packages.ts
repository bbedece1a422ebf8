// The packages of the functions: each is stored by its CodeSha256, and unpacked to be run.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export type Packages = {
  /** Stores a package. Resolves with its CodeSha256. */
  keep(zip: Buffer): Promise<string>
  /** Resolves with a package, or undefined if there is none with this CodeSha256. */
  read(sha: string): Promise<Buffer | undefined>
  /** Sets an unpacked package from which the next ones take files that are the same. */
  base(folder: string): void
  /** Resolves with the folder of an unpacked package. */
  unpacked(sha: string): Promise<string>
  /** The folder with the modules of Lambda's own runtime. */
  readonly runtime: string
}

/** Lambda's Python runtime has these besides the standard library: boto3 and its dependencies. */
const RUNTIME = ['boto3', 'botocore', 's3transfer', 'jmespath', 'urllib3', 'dateutil', 'six.py']
const UNPACK = join(import.meta.dirname, '../zappa-project/unpack.py')

/** Stores packages in a folder. `python` belongs to the virtual environment with boto3. */
export function packagesIn(folder: string, python: string): Packages {
  const fileOf = (sha: string): string =>
    join(folder, `${Buffer.from(sha, 'base64').toString('hex')}.zip`)
  const folders = new Map<string, Promise<string>>()
  let first: string | undefined
  const unpack = async (sha: string): Promise<string> => {
    const target = fileOf(sha).replace(/\.zip$/, '')
    const base = first === undefined ? [] : [first]
    await promisify(execFile)(python, [UNPACK, fileOf(sha), target, ...base])
    first ??= target
    return target
  }
  return {
    runtime: runtimeIn(join(folder, 'runtime'), python),
    async keep(zip) {
      const sha = createHash('sha256').update(zip).digest('base64')
      if (!existsSync(fileOf(sha))) await writeFile(fileOf(sha), zip)
      return sha
    },
    read: (sha) => readFile(fileOf(sha)).catch(() => undefined),
    base(folder) {
      first = folder
    },
    unpacked(sha) {
      const unpacked = folders.get(sha) ?? unpack(sha)
      folders.set(sha, unpacked)
      return unpacked
    },
  }
}

function runtimeIn(folder: string, python: string): string {
  const lib = join(dirname(dirname(python)), 'lib')
  const version = readdirSync(lib).find((name) => name.startsWith('python3.')) ?? ''
  mkdirSync(folder)
  for (const name of RUNTIME)
    symlinkSync(join(lib, version, 'site-packages', name), join(folder, name))
  return folder
}
