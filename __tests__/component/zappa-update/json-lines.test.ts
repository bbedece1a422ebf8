import { tmpdir } from 'node:os'
import { afterEach, expect, test } from '@jest/globals'
import {
  type JsonProgram,
  ProgramFailure,
  startJsonProgram,
} from '../../../actions/zappa-update/src/adapters/json-lines.ts'

/** Answers "echo", fails for "fail", answers "late" only after the next request, and exits for "exit". */
const PROGRAM = `
const send = (response) => console.log(JSON.stringify(response))
send({ id: 0, result: 'hello' })
let late = () => {}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, operation, arguments: args } = JSON.parse(line)
  if (operation === 'exit') { console.error('no memory'); process.exit(3) }
  if (operation === 'late') { late = () => send({ id, result: 'late' }); return }
  if (operation === 'fail') send({ id, error: { kind: 'denied', message: 'no' } })
  else send({ id, result: args })
  late()
})`

let program: JsonProgram | undefined
const start = (source: string): JsonProgram => {
  program = startJsonProgram(process.execPath, ['-e', source], { cwd: tmpdir(), env: process.env })
  return program
}
afterEach(async () => program?.[Symbol.asyncDispose]())

test('each request gets its own response, in any order', async () => {
  const { greeting, request } = start(PROGRAM)
  expect(await greeting).toBe('hello')
  const late = request('late', {})
  expect(await request('echo', { a: 1 })).toEqual({ a: 1 })
  expect(await late).toBe('late')
})

test('a failed request rejects with the kind of the failure', async () => {
  const failure = await start(PROGRAM)
    .request('fail', {})
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ProgramFailure)
  expect(failure).toMatchObject({ kind: 'denied', message: 'no' })
})

test('if the program ends, open and later requests reject with its last lines', async () => {
  const { request } = start(PROGRAM)
  const open = request('late', {})
  await expect(request('exit', {})).rejects.toThrow('it exited with 3: no memory')
  await expect(open).rejects.toThrow('it exited with 3: no memory')
  await expect(request('echo', {})).rejects.toThrow('it exited with 3: no memory')
})

test('a program that does not start rejects the greeting', async () => {
  program = startJsonProgram('/no/such/python', [], { cwd: tmpdir(), env: {} })
  await expect(program.greeting).rejects.toThrow('ENOENT')
})

test('disposing ends the standard input and waits for the program', async () => {
  const { greeting } = start(`process.stdin.resume().on('end', () => setTimeout(() => {}, 50))
console.log(JSON.stringify({ id: 0, result: process.pid }))`)
  const pid = Number(await greeting)
  expect(process.kill(pid, 0)).toBe(true)
  await program?.[Symbol.asyncDispose]()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})
