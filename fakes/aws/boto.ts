// Real boto3 as a client of the tests' AWS.
import { join } from 'node:path'
import type { Aws } from './aws.ts'

const CLIENT = join(import.meta.dirname, 'boto_client.py')

/** Runs a Python program that has boto3, `client`, `code` (an error's status, code and message) and `data`; resolves with its `result`. */
export async function boto<T>(aws: Aws, program: string, data: unknown = {}): Promise<T> {
  let [printed, answer] = ['', '']
  const { ended } = await aws.python.start(
    { program: CLIENT, env: aws.environment, folder: '/' },
    JSON.stringify({ program, data }),
    {
      onOutput(text) {
        printed += text
      },
      onAnswer(text) {
        answer += text
      },
    },
  )
  const status = await ended
  if (status !== 0) throw new Error(`boto3 ended with ${status}: ${printed}`)
  return JSON.parse(answer) as T
}
