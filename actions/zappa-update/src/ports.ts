// What an update reaches the outside world through.

import type { RedactingRunner } from '../../../kit/action/redacting-runner.ts'
import type { WorkspaceFiles } from '../../../kit/files/workspace-files.ts'
import type { Env } from '../../../kit/git/git.ts'
import type { Get } from '../../../kit/http/get.ts'
import type { ToolCache } from '../../../kit/python/tool-cache.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { JsonProgram } from './adapters/json-lines.ts'

export type Ports = {
  readonly redacting: RedactingRunner
  readonly env: Env
  readonly clock: Clock
  /** Milliseconds since 1970. */
  readonly date: () => number
  readonly random: () => number
  /** Aborted when the run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  readonly files: WorkspaceFiles
  /** The folders that the action may use. */
  readonly roots: readonly [workspace: string, temp: string]
  readonly cache: ToolCache
  /** Starts `aws_server.py` with the Python of a virtual environment. */
  readonly startAwsServer: (python: string) => JsonProgram
  /** The path of `run_zappa.py`. */
  readonly zappaRunner: string
  /** A name that no other run has. */
  readonly runId: string
}
