import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runProgram } from '../../../kit/process/run.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-run-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PATH = process.env['PATH']
const sh = (script: string, ...args: string[]) =>
  runProgram('sh', ['-c', script, 'sh', ...args], { cwd: folder, env: { PATH } })

test('the exit code and both outputs are returned', async () => {
  expect(await sh('echo a; echo b >&2; exit 3')).toEqual({ code: 3, stdout: 'a\n', stderr: 'b\n' })
})

test('a program that a signal ended has no exit code', async () => {
  expect((await sh('kill -9 $$')).code).toBeNull()
})

test('arguments arrive as they are', async () => {
  const args = ['', 'a b', '"', "'", '\\', '\\"', '$HOME', '*', 'é\n']
  expect((await sh(`printf '%s\\0' "$@"`, ...args)).stdout.split('\0').slice(0, -1)).toEqual(args)
})

test.each(['a b', 'a "b"', 'a\\b', "it's"])('a program in the folder %j is found', async (name) => {
  mkdirSync(join(folder, name), { recursive: true })
  const program = join(folder, name, 'program')
  writeFileSync(program, '#!/bin/sh\necho "$1"\n')
  chmodSync(program, 0o755)
  const options = { cwd: '/', env: { PATH } }
  expect((await runProgram(program, ['x y'], options)).stdout).toBe('x y\n')
  const other = { cwd: '/', env: { PATH: `/nowhere:${join(folder, name)}` } }
  expect((await runProgram('program', ['x y'], other)).stdout).toBe('x y\n')
})

test('variables without a value are left out, and no others are added', async () => {
  const env = { PATH, A: 'a', B: undefined }
  const { stdout } = await runProgram('env', [], { cwd: folder, env })
  expect(stdout.split('\n').filter((line) => /^[AB]=|^HOME=/.test(line))).toEqual(['A=a'])
})

test('a large output of characters of several bytes is complete', async () => {
  const { stdout } = await sh(
    `i=0; while [ $i -lt 20000 ]; do printf 'é€😀é€😀é€😀x'; i=$((i+1)); done`,
  )
  expect(stdout === 'é€😀é€😀é€😀x'.repeat(20_000)).toBe(true)
})

test('a program that reads its input gets none', async () => {
  expect((await sh('cat')).stdout).toBe('')
})

test('a program that does not read its input is not an error', async () => {
  const options = { cwd: folder, env: { PATH }, input: 'x'.repeat(1_000_000) }
  expect((await runProgram('true', [], options)).code).toBe(0)
})

describe('an error is', () => {
  const options = () => ({ cwd: folder, env: { PATH } })

  test('a program that does not exist', async () => {
    await expect(runProgram('no-such-program', [], options())).rejects.toThrow('ENOENT')
  })

  test.each([
    ['no-such-folder', 'ENOENT'],
    ['file', 'ENOTDIR'],
  ])('the folder %s', async (name, code) => {
    writeFileSync(join(folder, 'file'), '')
    const cwd = join(folder, name)
    await expect(runProgram('sh', [], { ...options(), cwd })).rejects.toThrow(code)
  })

  test('an argument with a NUL character', async () => {
    await expect(runProgram('echo', ['a\0b'], options())).rejects.toThrow('null bytes')
  })
})
