import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readRequirements } from '../../../kit/python/requirements.ts'

describe('a requirements file and the files that it includes', () => {
  let temp = ''
  const masked: string[] = []
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
    readRequirements(join(temp, 'work/app'), file, {
      roots: [join(temp, 'work')],
      env,
      mask: (secret) => masked.push(secret),
    })
  const refusal = (file: string): string => {
    try {
      return read(file).text
    } catch (error) {
      const { reason, message } = error as { reason: string; message: string }
      return `${reason}: ${message}`
    }
  }

  test('are read in order, each relative to the file that includes it', () => {
    write({
      'app/all.txt': `django # web\n-r req/base.txt\n-c ../limits.txt\n--requirement \${NAME}.txt\nx -r no.txt`,
      'app/req/base.txt': '-rmore.txt\n--constraint=../../limits.txt\n-r ../all.txt\nbase',
      'app/req/more.txt': 'more',
      'app/dev.txt': 'dev',
      'limits.txt': 'django<5',
    })
    const { text, entries, unpinned } = read('all.txt', { NAME: 'dev' })
    expect(entries.map((one) => [one.requirement, one.isConstraint])).toEqual([
      ['django', false],
      ['more', false],
      ['django<5', true],
      ['base', false],
      ['dev', false],
      ['x', false],
    ])
    expect(entries[2]?.position).toBe('"../limits.txt", line 1')
    expect(text.split('\n')).toEqual([
      'django',
      '-r req/base.txt',
      '-rmore.txt',
      'more',
      '--constraint=../../limits.txt',
      'django<5',
      '-r ../all.txt',
      'base',
      '-c ../limits.txt',
      '--requirement dev.txt',
      'dev',
      'x -r no.txt',
    ])
    expect(unpinned).toEqual([])
    write({ 'limits.txt': 'django<6' })
    expect(read('all.txt', { NAME: 'dev' }).text).not.toBe(text)
  })

  test('unpinned lines are returned with file and line number, and without credentials', () => {
    const index = `--index-url https://u:\${TOKEN}@host/simple`
    write({
      'app/unpinned.txt': `${index}\n-r deep/unpinned.txt\n-c https://me:pw@host/limits.txt\nok`,
      'app/deep/unpinned.txt': `\n-e \\\n  ./x\nx @ git+https://u:\${TOKEN}@host/x`,
    })
    const { text, unpinned } = read('unpinned.txt', { TOKEN: 'hidden' })
    expect(unpinned).toEqual([
      '"deep/unpinned.txt", line 2: "-e   ./x"',
      '"deep/unpinned.txt", line 4: "x @ git+https://host/x"',
      '"unpinned.txt", line 3: "-c https://host/limits.txt"',
    ])
    expect(text).not.toMatch(/hidden|pw/)
    expect(masked).toEqual(['hidden', 'hidden'])
    expect(read('unpinned.txt', { TOKEN: 'other' }).text).toBe(text)
  })

  test('a file that is missing, outside of the workspace, not a file or not UTF-8 is refused', () => {
    write({
      'app/a.txt': 'x\n\n-r deep/none.txt',
      'app/b.txt': '-c ../../outside.txt',
      'app/c.txt': '-r bad.txt',
      'app/bad.txt': Uint8Array.of(0xe9, 10),
      '../outside.txt': 'x',
    })
    symlinkSync('../../outside.txt', join(temp, 'work/app/link.txt'))
    expect(refusal('none.txt')).toMatch(
      /^no-requirements: The requirements file "none.txt" does not exist/,
    )
    expect(refusal('a.txt')).toMatch(
      /^no-requirements: .*"deep\/none.txt" \(included by "a.txt", line 3\) does not exist/,
    )
    expect(refusal('b.txt')).toMatch(
      /^no-requirements: .*"\.\.\/\.\.\/outside.txt" .*is outside of/,
    )
    expect(refusal('link.txt')).toMatch(/^no-requirements: .*"link.txt" is outside of/)
    expect(refusal(join(temp, 'outside.txt'))).toMatch(/^no-requirements: .*is outside of/)
    expect(refusal('c.txt')).toMatch(
      /^no-requirements: .*"bad.txt" .*"c.txt", line 1\) is not UTF-8/,
    )
    expect(refusal('.')).toMatch(/^no-requirements: .*is not a file/)
  })

  test.each([
    ['uv', { 'uv.lock': '', 'pyproject.toml': '' }, 'run "uv export .* --output-file none.txt"'],
    [
      'poetry',
      { 'poetry.lock': '', 'pyproject.toml': '' },
      'run "poetry export --output none.txt" .with the plugin',
    ],
    ['pdm', { 'pdm.lock': '' }, 'run "pdm export --prod --output none.txt"'],
    ['pipenv', { 'Pipfile.lock': '{}' }, 'run "pipenv requirements > none.txt"'],
    ['nobody yet', { 'pyproject.toml': '[project]\n' }, 'run "uv export .*, and commit the lock'],
    [
      'poetry, no lock',
      { 'pyproject.toml': '[tool.poetry]\n' },
      'run "poetry export .*" .with the plugin .*, and commit the lock',
    ],
    [
      'pip, under other names',
      { 'requirements/prod.txt': '', 'requirements-dev.txt': '', 'pyproject.toml': '' },
      'there is "requirements-dev.txt" and "requirements/prod.txt"',
    ],
  ])('a project of %s without the file: what to do', (name, files, hint) => {
    const folder = `projects/${name}`
    write(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])),
    )
    const roots = [join(temp, 'work')] as const
    expect(() =>
      readRequirements(join(temp, 'work', folder), 'none.txt', { roots, env: {}, mask: () => {} }),
    ).toThrow(new RegExp(`"none.txt" does not exist, or is not a file; .*${hint}`))
  })

  test('a pyproject.toml with the settings of tools only lists no packages', () => {
    write({ 'projects/tools/pyproject.toml': '[tool.ruff]\n' })
    const roots = [join(temp, 'work')] as const
    expect(() =>
      readRequirements(join(temp, 'work/projects/tools'), 'none.txt', {
        roots,
        env: {},
        mask: () => {},
      }),
    ).toThrow(/does not exist, or is not a file$/)
  })
})
