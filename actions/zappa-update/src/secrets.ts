// The values that must not appear in the log: those of variables, wherever they are set. Pure.

import type { NamedValue, OpenValues } from '../../../kit/text/secret-values.ts'
import type { Stage } from './settings/stage.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Returns the variables of a function or of a remote environment that have a value. */
export const namedValues = (variables: Readonly<Record<string, unknown>>): NamedValue[] =>
  Object.entries(variables)
    .filter(([, value]) => typeof value !== 'object' && value !== '')
    .map(([name, value]) => [name, String(value)])

/** Returns the credentials of the job, which are known before any request to AWS. */
export const credentialValues = (env: Env): NamedValue[] =>
  ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map((name) => [name, env[name] ?? ''])

/** Returns what is not secret even as the value of a variable. */
export const openValues = (
  names: readonly string[],
  { openWords, functionName }: Pick<Stage, 'openWords' | 'functionName'>,
  env: Env,
): OpenValues => ({
  names,
  words: [
    ...openWords,
    functionName,
    ...['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => env[name] ?? ''),
  ],
})
