// Runs a Dokku command that deploys an app: git:from-image, ps:rebuild.

import { stripTerminalCodes } from '../text/terminal.ts'
import { deployedUrls } from './deployed-urls.ts'
import type { CommandPorts } from './ports.ts'
import { type PushResult, readCommandResult } from './push-result.ts'
import type { Dokku } from './server.ts'
import { earlyEndError, runWithLimit } from './time-limit.ts'

/** The result, and the URLs of the app that the command printed. */
export type CommandResult = PushResult & { readonly urls: readonly string[] }

/** Runs the command. Throws a UserError (`cancelled`, `timeout`) if it was ended early. */
export async function runDeployCommand(
  dokku: Dokku,
  app: string,
  words: readonly string[],
  timeout: number,
  ports: CommandPorts,
): Promise<CommandResult> {
  const work = async (onLine: (line: string) => void, killOn: AbortSignal) => {
    const { code, stdout, stderr } = await dokku.run(words, {
      onLine: (line) => onLine(stripTerminalCodes(line)),
      killOn,
    })
    return { code, stdout, lines: stderr.split('\n') }
  }
  const output = await runWithLimit(dokku, app, work, timeout, ports)
  if (output.ended) throw earlyEndError(app, output, timeout)
  const printed = output.stdout.split('\n').map(stripTerminalCodes)
  return { ...readCommandResult(output), urls: deployedUrls(printed) }
}
