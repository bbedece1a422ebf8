import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type ActionRun, runBundle } from '../../rehearsal/action-runner.ts'

/** An action of a few lines. */
async function run(main: string, more: { yml?: object; post?: string } & Partial<ActionRun> = {}) {
  const { yml = {}, post, ...options } = more
  const action = mkdtempSync(join(tmpdir(), 'towpath-fixture-'))
  try {
    const runs = { using: 'node24', main: 'main.mjs', ...(post ? { post: 'post.mjs' } : {}) }
    writeFileSync(join(action, 'action.yml'), JSON.stringify({ runs, ...yml }))
    const head = "import { appendFileSync } from 'node:fs'\nconst { env } = process\n"
    writeFileSync(join(action, 'main.mjs'), head + main)
    if (post) writeFileSync(join(action, 'post.mjs'), head + post)
    return await runBundle({ action, workspace: tmpdir(), ...options })
  } finally {
    rmSync(action, { recursive: true, force: true })
  }
}

const print = (...lines: readonly string[]): string =>
  `process.stdout.write(${JSON.stringify(lines.map((line) => `${line}\n`).join(''))})\n`

describe('inputs', () => {
  test('come from action.yml and what is given, with their hyphens', async () => {
    const inputs = { 'dry-run': { default: false }, 'two words': { default: 'x' }, name: null }
    const { log } = await run(
      `process.stdout.write(JSON.stringify(Object.entries(env).filter(([key]) => key.startsWith('INPUT_')).sort()))`,
      { yml: { inputs }, inputs: { name: ' a ' } },
    )
    expect(JSON.parse(log)).toEqual([
      ['INPUT_DRY-RUN', 'false'],
      ['INPUT_NAME', ' a '],
      ['INPUT_TWO_WORDS', 'x'],
    ])
  })

  test('that are not declared are an error', async () => {
    await expect(run('', { inputs: { x: '' } })).rejects.toThrow('no input "x"')
  })
})

describe('the output of an action', () => {
  test('is masked in the log and in annotations, line by line', async () => {
    const { log, raw, annotations, masks } = await run(
      print(
        'before s3cret',
        '::add-mask::s3cret%0Asecond',
        'a s3cret b',
        '::error::s3cret',
        'the second',
      ),
    )
    expect(log).toBe('before s3cret\na *** b\n##[error]***\nthe ***')
    expect(raw).toContain('a s3cret b')
    expect(annotations[0]?.message).toBe('***')
    expect(masks).toContain('second')
  })

  test('is a command at the start of a line, and ##[...] anywhere in it', async () => {
    const { annotations } = await run(
      print(
        '  ::warning file=a%2Cb,line=3,col=5::w%0Ax',
        'text ##[error file=c;line=4]e',
        'text ::notice::n',
        '::no-such::x',
      ),
    )
    expect(annotations).toEqual([
      { level: 'warning', message: 'w\nx', properties: { file: 'a,b', line: '3', col: '5' } },
      { level: 'error', message: 'e', properties: { file: 'c', line: '4' } },
    ])
  })

  test('is only text between stop-commands and its token', async () => {
    const { annotations, log } = await run(
      print('::stop-commands::t0k', '::error::a', '##[error]b', '::t0k::', '::error::c'),
    )
    expect(annotations.map(({ message }) => message)).toEqual(['c'])
    expect(log).toBe('::error::a\n##[error]b\n##[error]c')
  })

  test('ends a line at LF, CR LF and CR, and at the end', async () => {
    const { annotations } = await run(
      `process.stdout.write('a\\r::error::1\\r\\n::error::2\\n::error::3')`,
    )
    expect(annotations.map(({ message }) => message)).toEqual(['1', '2', '3'])
  })
})

describe('files', () => {
  test('give outputs, variables, state and summary; post reads the state, and what it sets as an output is dropped', async () => {
    const result = await run(
      `appendFileSync(env.GITHUB_OUTPUT, 'a=1\\nb<<X\\n2\\n3\\nX\\n')
       appendFileSync(env.GITHUB_ENV, 'E=v\\n')
       appendFileSync(env.GITHUB_PATH, '/opt/x\\n')
       appendFileSync(env.GITHUB_STATE, 's=kept\\n')
       appendFileSync(env.GITHUB_STEP_SUMMARY, '# S')
       ${print('::save-state name=old::way')}`,
      {
        post: `appendFileSync(env.GITHUB_OUTPUT, 'p=1\\n')
       process.stdout.write(env.STATE_s + env.STATE_old)`,
      },
    )
    expect(result).toMatchObject({
      success: true,
      log: 'keptway',
      env: { E: 'v' },
      path: ['/opt/x'],
      state: { s: 'kept', old: 'way' },
      summary: '# S',
    })
    expect(result.outputs).toEqual({ a: '1', b: '2\n3' })
  })

  test.each(['a', 'a<<X\n1\n', '=1\n'])(
    'that the runner refuses, such as %j, are an error',
    async (text) => {
      await expect(
        run(`appendFileSync(env.GITHUB_OUTPUT, ${JSON.stringify(text)})`),
      ).rejects.toThrow()
    },
  )
})

describe('the end', () => {
  test('post runs after a main that failed, and the step has failed', async () => {
    const result = await run('process.exitCode = 3', { post: print('cleaned') })
    expect(result).toMatchObject({ success: false, exitCode: 3, postExitCode: 0, log: 'cleaned' })
  })

  test('a post that fails fails the step', async () => {
    const result = await run('', { post: 'process.exitCode = 2' })
    expect(result).toMatchObject({ success: false, exitCode: 0, postExitCode: 2 })
  })

  /** Cancels a main that prints a line when it is ready. */
  function cancelling() {
    const controller = new AbortController()
    const onLine = (line: string): void => {
      if (line === 'ready') controller.abort()
    }
    return { signal: controller.signal, onLine }
  }

  test('a cancelled main gets SIGINT and may end in its own way', async () => {
    const { signal, onLine } = cancelling()
    const result = await run(
      `process.on('SIGINT', () => { ${print('tidy')} process.exitCode = 1; clearTimeout(timer) })
       const timer = setTimeout(() => {}, 60_000)
       ${print('ready')}`,
      { signal, onLine, post: print('post') },
    )
    expect(result).toMatchObject({
      exitCode: 1,
      killedBy: null,
      postExitCode: 0,
      log: 'ready\ntidy\npost',
    })
  })

  test('one that does not end gets SIGTERM, and then SIGKILL', async () => {
    const { signal, onLine } = cancelling()
    const result = await run(
      `process.on('SIGINT', () => { ${print('int')} })
       process.on('SIGTERM', () => { ${print('term')} })
       setTimeout(() => {}, 60_000)
       ${print('ready')}`,
      { signal, onLine },
    )
    expect(result).toMatchObject({
      success: false,
      killedBy: 'SIGKILL',
      log: 'ready\nint\nterm',
    })
  })
})
