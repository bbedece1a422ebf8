// Real boto3 as a client of the tests' AWS.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environmentOfZappa } from '../zappa-project/project.ts'
import type { Aws } from './aws.ts'

const BEFORE = `import json, sys, boto3, botocore
from botocore.config import Config
def client(name, **more):
    more.setdefault("retries", {"total_max_attempts": 1})
    return boto3.client(name, config=Config(**more))
def code(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        return [error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"], error.response["Error"]["Message"]]
data = json.load(sys.stdin)
`

/** Runs a Python program that has boto3, `client`, `code` (an error's status, code and message) and `data`; resolves with its `result`. */
export async function boto<T>(aws: Aws, program: string, data: unknown = {}): Promise<T> {
  const script = `${BEFORE}${program}\njson.dump(result, sys.stdout, default=str)`
  const child = spawn(join(environmentOfZappa(), 'bin/python'), ['-c', script], {
    env: { ...aws.environment },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk
  })
  child.stdin.end(JSON.stringify(data))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`boto3 ended with ${code}: ${err}`)
  return JSON.parse(out) as T
}
