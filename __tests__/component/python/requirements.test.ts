import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readRequirements } from '../../../kit/python/requirements.ts'

describe('a requirements file with what it includes', () => {
  let temp = ''
  beforeAll(() => {
    temp = mkdtempSync(join(tmpdir(), 'towpath-requirements-'))
  })
  afterAll(() => rmSync(temp, { recursive: true }))

  const write = (files: Readonly<Record<string, string | Uint8Array>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(temp, 'work', path)), { recursive: true })
      writeFileSync(join(temp, 'work', path), text)
    }
  }
  const read = (file: string, env = {}) =>
    readRequirements(join(temp, 'work/app'), file, { roots: [join(temp, 'work')], env })
  const refusal = (file: string): string => {
    try {
      return read(file).text
    } catch (error) {
      const { reason, message } = error as { reason: string; message: string }
      return `${reason}: ${message}`
    }
  }

  test('its text is that of all of them, each from where the one before it lies', () => {
    write({
      'app/all.txt': `django # web\n-r req/base.txt\n-c ../limits.txt\n--requirement \${NAME}.txt\nx -r no.txt`,
      'app/req/base.txt': '-rmore.txt\n--constraint=../../limits.txt\n-r ../all.txt\nbase',
      'app/req/more.txt': 'more',
      'app/dev.txt': 'dev',
      'limits.txt': 'django<5',
    })
    const { text, moving } = read('all.txt', { NAME: 'dev' })
    const wanted = [
      ...['django', '-r req/base.txt', '-rmore.txt', 'more', '--constraint=../../limits.txt'],
      ...['django<5', '-r ../all.txt', 'base', '-c ../limits.txt', '--requirement dev.txt', 'dev'],
    ]
    expect(text.split('\n')).toEqual([...wanted, 'x -r no.txt'])
    expect(moving).toEqual([])
    write({ 'limits.txt': 'django<6' })
    expect(read('all.txt', { NAME: 'dev' }).text).not.toBe(text)
  })

  test('what may change by itself is told with its place, and without what is secret', () => {
    const index = `--index-url https://u:\${TOKEN}@host/simple`
    write({
      'app/moving.txt': `${index}\n-r deep/moving.txt\n-c https://me:pw@host/limits.txt\nok`,
      'app/deep/moving.txt': `\n-e \\\n  ./x\nx @ git+https://u:\${TOKEN}@host/x`,
    })
    const { text, moving } = read('moving.txt', { TOKEN: 'hidden' })
    expect(moving).toEqual([
      '"deep/moving.txt", line 2: "-e   ./x"',
      '"deep/moving.txt", line 4: "x @ git+https://host/x"',
      '"moving.txt", line 3: "-c https://host/limits.txt"',
    ])
    expect(text).not.toMatch(/hidden|pw/)
    expect(read('moving.txt', { TOKEN: 'other' }).text).toBe(text)
  })

  test('a file that is missing, outside, no file or no UTF-8 is refused', () => {
    write({
      'app/a.txt': 'x\n\n-r deep/none.txt',
      'app/b.txt': '-c ../../outside.txt',
      'app/c.txt': '-r bad.txt',
      'app/bad.txt': Uint8Array.of(0xe9, 10),
      '../outside.txt': 'x',
    })
    symlinkSync('../../outside.txt', join(temp, 'work/app/link.txt'))
    expect(refusal('none.txt')).toMatch(/^no-requirements: The requirements file "none.txt" is not/)
    expect(refusal('a.txt')).toMatch(
      /^no-requirements: .*"deep\/none.txt" \(included by "a.txt", line 3\) is not there/,
    )
    expect(refusal('b.txt')).toMatch(/^no-requirements: .*"\.\.\/\.\.\/outside.txt" .*leads out of/)
    expect(refusal('link.txt')).toMatch(/^no-requirements: .*"link.txt" leads out of/)
    expect(refusal(join(temp, 'outside.txt'))).toMatch(/^no-requirements: .*leads out of/)
    expect(refusal('c.txt')).toMatch(
      /^no-requirements: .*"bad.txt" .*"c.txt", line 1\) is not UTF-8/,
    )
    expect(refusal('.')).toMatch(/^no-requirements: .*is no file/)
  })
})
