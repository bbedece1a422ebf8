// The files of the proxy command in the folder of a step: its script, and its standard error.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { findProgram } from '../process/find-program.ts'
import { quote } from '../text/escape.ts'
import type { ProxyFiles } from './client-config.ts'
import type { ProxyCommand } from './proxy-command.ts'
import { proxyScript } from './proxy-script.ts'

/** Returns the path of the command's program. Throws a UserError (`bad-input`) if it is not found from a working folder. */
export function proxyProgram([name = '']: ProxyCommand, env: Env, cwd: string): string {
  const program = findProgram(name, env, cwd)
  if (program !== undefined) return program
  const where = name.includes('/')
    ? `${quote(name)} is not a program in the checkout`
    : `the PATH of this runner has no program ${quote(name)}`
  const hint = /^\w+=/.test(name) ? '; give variables of the command in the "env" of the step' : ''
  throw new UserError('bad-input', `"proxy-command": ${where}; install it before this step${hint}`)
}

/** Writes the script, and returns what a connection needs of it; `cwd` is the command's working folder. */
export function writeProxyScript(
  command: ProxyCommand,
  program: string,
  cwd: string,
  folder: string,
): (id: string) => ProxyFiles {
  const script = join(folder, 'proxy')
  writeFileSync(script, proxyScript(program, command, cwd), { mode: 0o600 })
  return (id) => ({ script, messages: join(folder, `${id}.proxy`) })
}

/** Returns the standard error of the command, whose last lines arrive a moment after its end. */
export async function proxyMessages({ messages }: ProxyFiles): Promise<string> {
  for (let waited = 0; ; waited += 20) {
    const text = read(messages)
    if (text !== '' || waited >= 200) return text
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
