import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../rehearsal/action-runner.ts'
import { readFileCommands } from '../../rehearsal/parse-file-commands.ts'
import { spawnNode } from '../../rehearsal/spawn-node.ts'
import { ROOT } from '../../scripts/actions.ts'

const action = join(ROOT, 'actions/fill-settings')
const SETTINGS = '{\n  // Zappa\'s\n  dev: { env: { KEY: "", OTHER: null, HOST: "db" } }\n}\n'
const KEY = 'pa"ss\nw$rd'
const AT = { file: 'zappa_settings.json', at: 'dev.env' }

let root = ''
let workspace = ''
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'towpath-fill-')))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  workspace = mkdtempSync(join(root, 'workspace-'))
  writeFileSync(path('zappa_settings.json'), SETTINGS)
  chmodSync(path('zappa_settings.json'), 0o640)
})

const path = (name: string): string => join(workspace, name)
const text = (name: string): string => readFileSync(path(name), 'utf8')
const mode = (name: string): number => statSync(path(name)).mode & 0o777

type Seen = { readonly text: string; readonly mode: number } | undefined

/** Runs the action, and reads a file after the main step, before the post step. */
async function run(
  inputs: ActionRun['inputs'],
  env: Record<string, string>,
  name = 'zappa_settings.json',
  more: Partial<ActionRun> = {},
): Promise<ActionResult & { readonly between: Seen }> {
  let between: Seen
  const onLine = (line: string): void => {
    // The first line that is logged after the file was written.
    if (/: (?:filled|nothing to fill)/.test(line) && existsSync(path(name)))
      between = { text: text(name), mode: mode(name) }
  }
  const result = await runBundle({ action, inputs: { ...inputs }, workspace, env, onLine, ...more })
  return { ...result, between }
}

test('the file is filled only for the duration of the job; the values appear nowhere', async () => {
  const result = await run(AT, { KEY, OTHER: 'second' })
  expect(result).toMatchObject({ success: true, annotations: [], left: [] })
  expect(result.outputs).toEqual({
    filled: 'KEY\nOTHER',
    missing: '',
    file: 'zappa_settings.json',
    reason: '',
  })
  const expected = SETTINGS.replace('""', '"pa\\"ss\\nw$rd"').replace('null', '"second"')
  expect(result.between).toEqual({ text: expected, mode: 0o600 })
  expect(text('zappa_settings.json')).toBe(SETTINGS)
  expect(mode('zappa_settings.json')).toBe(0o640)
  expect(new Set(result.masks)).toEqual(
    new Set([KEY, 'pa"ss', 'w$rd', 'pa\\"ss\\nw$rd', 'pa\\"ss', 'second']),
  )
  // Nothing is logged before the masks.
  expect(
    result.raw
      .split('\n')
      .slice(0, 3)
      .every((line) => line.startsWith('::add-mask::')),
  ).toBe(true)
  const shown = [result.log, result.summary, JSON.stringify(result.outputs)].join('\n')
  for (const part of ['pa"ss', 'w$rd', 'second']) expect(shown).not.toContain(part)
})

test('a missing value is an error that lists all; nothing is written', async () => {
  const result = await run(AT, { KEY: '' })
  expect(result).toMatchObject({ success: false, exitCode: 1, postExitCode: 0, between: undefined })
  expect(result.annotations[0]?.message).toContain('no value for "KEY" and "OTHER"')
  expect(result.outputs).toEqual({
    filled: '',
    missing: 'KEY\nOTHER',
    file: '',
    reason: 'no-value',
  })
  expect(result.summary).toContain('Failed: no-value')
  expect(text('zappa_settings.json')).toBe(SETTINGS)
})

test('with prefix, names, optional and keep; a value already in the file stays', async () => {
  const inputs = { ...AT, prefix: 'S_', names: 'KEY\nOTHER\nHOST', optional: 'OTHER', keep: 'true' }
  const result = await run(inputs, { S_KEY: 'secret', KEY: 'wrong', S_HOST: 'wrong' })
  expect(result.success).toBe(true)
  expect(result.outputs).toMatchObject({ filled: 'KEY', missing: 'OTHER' })
  expect(text('zappa_settings.json')).toBe(SETTINGS.replace('""', '"secret"'))
  expect(mode('zappa_settings.json')).toBe(0o600)
  expect(result.left).toEqual([])
})

test('one secret with several values, each masked, including those that the file does not need', async () => {
  const values = '# of dev\nS_KEY=p"ss=w$rd\nS_MORE=not needed\nS_EMPTY=\n'
  const inputs = { ...AT, prefix: 'S_', values }
  const result = await run(inputs, { S_KEY: 'of the environment', S_OTHER: 'second' })
  expect(result).toMatchObject({ success: true, annotations: [] })
  const expected = SETTINGS.replace('""', '"p\\"ss=w$rd"').replace('null', '"second"')
  expect(result.between).toEqual({ text: expected, mode: 0o600 })
  expect(result.masks).toEqual(expect.arrayContaining(['p"ss=w$rd', 'not needed', 'second']))

  const wrong = await run({ ...AT, values: 'KEY=secret\nthe password' }, {})
  expect([wrong.success, wrong.log.includes('line 2 is not KEY=VALUE')]).toEqual([false, true])
  expect(wrong.log).not.toContain('password')
})

const KEY_FILE = `{\n  "type": "service_account",\n  "port": "5432",\n  "key": "s3cret"\n}`

test('values that are not secret are not masked, and are named', async () => {
  const settings = {
    dev: {
      project_name: 'demo',
      aws_region: 'eu-west-1',
      env: { PORT: '', STAGE: '', REGION: '', SERVER_NAME: '', SITE: '', FILE: '', TOKEN: '' },
    },
  }
  writeFileSync(path('zappa_settings.json'), JSON.stringify(settings))
  const env = {
    PORT: '5432',
    STAGE: 'demo',
    REGION: 'eu-west-1',
    SERVER_NAME: 'shop.example.com',
    FILE: KEY_FILE,
    TOKEN: 'token-of-it',
  }
  // The same value under another name that is not public.
  const values = 'SITE=shop.example.com\nUNUSED=8080'
  const result = await run({ ...AT, values, public: 'SERVER_NAME' }, env)
  expect(result).toMatchObject({ success: true, annotations: [] })
  const open = ['5432', '8080', 'demo', 'eu-west-1', 'shop.example.com', '{', '}', '{\n', '\n}']
  for (const word of open) expect(result.masks.map((mask) => mask.trim())).not.toContain(word)
  expect(result.masks).toEqual(expect.arrayContaining(['token-of-it', '"key": "s3cret"']))
  expect(result.log).toMatch(
    /Not hidden in the log.*: "PORT", "REGION", "SERVER_NAME", "SITE" and "STAGE"/,
  )
  // GitHub drops an output that contains a masked word.
  expect(result.masks.filter((mask) => 'https://shop.example.com/dev {}'.includes(mask))).toEqual(
    [],
  )
})

test('values as JSON, as toJSON writes them; with line breaks and public names', async () => {
  const values = JSON.stringify({ KEY, OTHER: 'second', UNUSED: 'third', N: null }, undefined, 2)
  const result = await run({ ...AT, values, public: 'OTHER' }, {})
  expect(result).toMatchObject({ success: true, annotations: [] })
  const expected = SETTINGS.replace('""', '"pa\\"ss\\nw$rd"').replace('null', '"second"')
  expect(result.between).toEqual({ text: expected, mode: 0o600 })
  for (const mask of ['pa"ss', 'w$rd', 'third']) expect(result.masks).toContain(mask)
  for (const word of ['{', '}', 'second']) expect(result.masks).not.toContain(word)

  const allOpen = await run({ ...AT, values: '{"OTHER": "second"}', public: '*' }, { KEY: 'first' })
  expect(allOpen.masks).toEqual(['first'])

  const wrong = await run({ ...AT, values: '{\n  "KEY": "the password",\n}' }, {})
  expect(wrong.outputs['reason']).toBe('bad-input')
  expect(wrong.annotations[0]?.message).toMatch(
    /"values": it is not valid JSON at line 3, column 1/,
  )
  expect(wrong.log).not.toContain('password')
})

test('another file, whose folders are created and removed again', async () => {
  writeFileSync(path('.env.example'), 'KEY=\n')
  const inputs = { file: '.env.example', out: 'made/for it/.env' }
  const result = await run(inputs, { KEY }, 'made/for it/.env')
  expect(result.success).toBe(true)
  expect(result.between).toEqual({ text: "KEY='pa\"ss\nw$rd'\n", mode: 0o600 })
  expect(existsSync(path('made'))).toBe(false)
  expect(text('.env.example')).toBe('KEY=\n')
})

test('another file that exists already is restored, with its mode, even through a symbolic link', async () => {
  writeFileSync(path('real.txt'), 'old')
  chmodSync(path('real.txt'), 0o755)
  symlinkSync('real.txt', path('out.txt'))
  writeFileSync(path('in.txt'), 'x $KEY y')
  const inputs = { file: 'in.txt', out: 'out.txt', mode: 'template' }
  const result = await run(inputs, { KEY }, 'real.txt')
  expect(result.between).toEqual({ text: `x ${KEY} y`, mode: 0o600 })
  expect(result.outputs['file']).toBe('real.txt')
  expect([text('out.txt'), mode('real.txt')]).toEqual(['old', 0o755])
})

test.each([
  ['../outside.json', 'outside'],
  ['link.json', 'outside'],
  ['dangling.json', 'outside'],
  ['none.json', 'no-file'],
  ['folder.json', 'no-file'],
  ['latin.json', 'bad-file'],
  ['broken.json', 'bad-file'],
  ['empty.json', 'bad-file', 'it is empty'],
  ['list.yaml', 'bad-file', 'does not contain an object'],
  ['binary.toml', 'bad-file', 'it has a NUL byte'],
  ['utf16.json', 'bad-file', 'is UTF-16; save it as UTF-8'],
  ['utf16-without-mark.json', 'bad-file', 'it seems to be UTF-16'],
  ['text.txt', 'unknown-format'],
])('%s is refused: %s', async (file, reason, text = '') => {
  writeFileSync(join(root, 'outside.json'), '{"KEY": ""}')
  symlinkSync('../outside.json', path('link.json'))
  symlinkSync('nothing.json', path('dangling.json'))
  mkdirSync(path('folder.json'))
  writeFileSync(path('latin.json'), Buffer.from([0x22, 0xe9, 0x22]))
  writeFileSync(path('broken.json'), '{"KEY": "hidden"')
  writeFileSync(path('text.txt'), '')
  writeFileSync(path('empty.json'), '\n')
  writeFileSync(path('list.yaml'), '- KEY:\n')
  writeFileSync(path('binary.toml'), 'KEY = ""\n# \0\n')
  writeFileSync(path('utf16.json'), '\uFEFF{"KEY": ""}', 'utf16le')
  writeFileSync(path('utf16-without-mark.json'), '{"KEY": ""}', 'utf16le')
  const result = await run({ file }, { KEY })
  expect(result.exitCode).toBe(1)
  expect(result.outputs['reason']).toBe(reason)
  expect(result.log).toContain(text)
  expect(result.log).toContain(`Reason code: ${reason}`)
  expect(result.log).not.toContain('hidden')
  expect(readFileSync(join(root, 'outside.json'), 'utf8')).toBe('{"KEY": ""}')
})

test('a mistake in a template is annotated at its position', async () => {
  writeFileSync(path('a.conf'), `a\n b \${KEY:-x}\n`)
  const result = await run({ file: 'a.conf', mode: 'template' }, { KEY })
  expect(result.annotations[0]?.properties).toEqual({ file: 'a.conf', line: '2', col: '4' })
  expect(result.log).toContain('Reason code: bad-template')
})

test('warns if git would commit the file: tracked, not ignored, ignored', async () => {
  git(workspace, 'init', '--quiet')
  git(workspace, 'add', '.')
  writeFileSync(path('.gitignore'), '/ignored/\n')
  const warned = async (out: string): Promise<string[]> => {
    const { annotations } = await run({ ...AT, out }, { KEY, OTHER: 'second' })
    return annotations.map(
      ({ level, message }) => `${level}: ${/it is (.*?)\./.exec(message)?.[1]}`,
    )
  }
  expect(await warned('')).toEqual(['warning: tracked'])
  expect(await warned('sub/[x].json')).toEqual(['warning: not ignored'])
  expect(await warned('ignored/a.json')).toEqual([])
})

test('a run that is cancelled before it writes changes nothing; if it has written, the file is restored', async () => {
  const bin = path('bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'git'),
    '#!/bin/sh\ntouch "$GITHUB_WORKSPACE/git-started"\nexec sleep 20\n',
    {
      mode: 0o755,
    },
  )
  const env = { KEY, OTHER: 'second' }
  const early = new AbortController()
  const watch = setInterval(() => existsSync(path('git-started')) && early.abort(), 20)
  const slow = { ...env, PATH: `${bin}:${process.env['PATH']}` }
  const before = await run(AT, slow, undefined, { signal: early.signal })
  clearInterval(watch)
  expect(before).toMatchObject({ success: false, killedBy: 'SIGINT', left: [], between: undefined })
  expect(before.outputs).toEqual({ reason: 'cancelled' })
  expect(text('zappa_settings.json')).toBe(SETTINGS)

  const late = new AbortController()
  const onLine = (): void => {
    if (text('zappa_settings.json') !== SETTINGS) late.abort()
  }
  const after = await run(AT, env, undefined, { signal: late.signal, onLine })
  expect(late.signal.aborted).toBe(true)
  expect(after.left).toEqual([])
  expect([text('zappa_settings.json'), mode('zappa_settings.json')]).toEqual([SETTINGS, 0o640])
})

test('two steps in one job: each restores the file as it found it, the last one first', async () => {
  const temp = mkdtempSync(join(root, 'temp-'))
  const part = async (name: string, env: Record<string, string>) => {
    const state = join(temp, `${name}.state`)
    if (!existsSync(state)) writeFileSync(state, '')
    const states = Object.entries(readFileCommands(readFileSync(state, 'utf8')))
    const all = {
      PATH: process.env['PATH'] ?? '',
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      GITHUB_STATE: state,
      INPUT_FILE: 'zappa_settings.json',
      INPUT_AT: 'dev.env',
      INPUT_MODE: 'fill',
      INPUT_KEEP: 'false',
      ...env,
      ...Object.fromEntries(states.map(([key, one]) => [`STATE_${key}`, one])),
    }
    const dist = join(ROOT, 'dist/fill-settings/index.js')
    const ended = await spawnNode(dist, { env: all, workspace, onLine: () => {} })
    expect(ended.exitCode).toBe(0)
    return text('zappa_settings.json')
  }
  const [one, two] = [
    { INPUT_NAMES: 'KEY', KEY: 'first' },
    { INPUT_NAMES: 'OTHER', OTHER: 'second' },
  ]
  const onlyFirst = SETTINGS.replace('""', '"first"')
  expect(await part('one', one)).toBe(onlyFirst)
  expect(await part('two', two)).toBe(onlyFirst.replace('null', '"second"'))
  expect(await part('two', two)).toBe(onlyFirst)
  expect(await part('one', one)).toBe(SETTINGS)
})
