import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runProgram, startProgram } from '../../../kit/process/run.ts'
import { streamProgram } from '../../../kit/process/stream.ts'

const env = {
  PATH: process.env['PATH'],
  'INPUT_SSH-KEY': 'the key',
  STATE_deployment: 'the state',
  // Variables of the project.
  STATE_MACHINE_ARN: 'arn',
  input_folder: 'in',
}

test('a program gets neither the inputs of the step nor its state', async () => {
  const options = { cwd: '/', env }
  for (const run of [runProgram, streamProgram]) {
    const { stdout } = await run('env', [], options)
    expect(
      stdout
        .split('\n')
        .sort()
        .filter((line) => !line.startsWith('PATH=')),
    ).toEqual(['', 'STATE_MACHINE_ARN=arn', 'input_folder=in'])
  }
  const { ended } = startProgram('sh', ['-c', 'env >&2'], options)
  expect(await ended).not.toMatch(/the key|the state/)
})

test('a program that can not be started ends with plain words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-none-'))
  try {
    const { ended } = startProgram(join(folder, 'none'), [], { cwd: folder, env })
    expect(await ended).toBe('no such file or directory')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
