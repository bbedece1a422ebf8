// Runs the real zappa in a project, with the tests' AWS.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Aws } from '../aws/aws.ts'
import { environmentOfZappa, type Project } from './project.ts'

export type Finished = {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly seconds: number
}

type Options = {
  readonly env?: Readonly<Record<string, string>>
  /** Runs this instead of `zappa`. */
  readonly program?: readonly string[]
  readonly input?: string
}

/** Returns the variables that zappa needs in a project; of this process's variables only PATH. */
function zappaEnvironment(aws: Aws): Record<string, string> {
  const environment = environmentOfZappa()
  const PATH = `${join(environment, 'bin')}:${process.env['PATH']}`
  return { ...aws.environment, VIRTUAL_ENV: environment, PATH, HOME: '/nonexistent' }
}

/** Runs `zappa ARGS` in the project's folder. */
export function zappa(
  aws: Aws,
  { folder }: Project,
  args: readonly string[],
  options: Options = {},
): Promise<Finished> {
  const [program = '', ...first] = options.program ?? [join(environmentOfZappa(), 'bin/zappa')]
  const started = performance.now()
  const env = { ...zappaEnvironment(aws), ...options.env }
  const child = spawn(program, [...first, ...args], { cwd: folder, env })
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({
        code,
        out: text(out),
        err: text(err),
        seconds: (performance.now() - started) / 1000,
      })
    })
  })
}
