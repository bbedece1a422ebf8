import { describe, expect, test } from '@jest/globals'
import {
  dateIn,
  withoutSection,
  withSection,
} from '../../../actions/release/src/notes/changelog.ts'

const section = { version: '1.3.0', date: '2017-04-15', notes: '- Vouchers\n- Prices' }
const TEXT = '## 1.3.0 (2017-04-15)\n\n- Vouchers\n- Prices\n'
const added = (text: string | undefined): string => withSection(text, section)

describe('a section is added to a changelog', () => {
  test.each([[undefined], [''], ['\n'], ['\uFEFF']])('a new file: %j', (text) => {
    expect(added(text)).toBe(`# Changelog\n\n${TEXT}`)
  })

  test('above the newest release', () => {
    const [head, old] = ['# Changes\n\nIntroduction.\n\n', '## 1.2.0\n\n- Old\n\n## 1.1.0\n']
    expect(added(head + old)).toBe(`${head}${TEXT}\n${old}`)
    expect(added(old)).toBe(`${TEXT}\n${old}`)
  })

  test.each(['## Unreleased', '## [Unreleased]', '##  [unreleased] - soon'])(
    'below the section of what is not released: %s',
    (heading) => {
      const head = `# Changes\n\n${heading}\n\n- Soon\n\n`
      expect(added(`${head}## 1.2.0\n`)).toBe(`${head}${TEXT}\n## 1.2.0\n`)
      expect(added(head)).toBe(`${head}${TEXT}`)
    },
  )

  test.each([
    ['# Changes\n', '# Changes\n\n'],
    ['# Changes', '# Changes\n\n'],
    ['# Changes\n\n', '# Changes\n\n'],
    ['# Changes\n\nText', '# Changes\n\nText\n\n'],
  ])('at the end if there is no release yet: %j', (text, head) => {
    expect(added(text)).toBe(head + TEXT)
  })

  test.each([
    ['a code block', '```md\n## 9.9\n```\n\n'],
    ['a code block in a longer one', '````\n```\n## 9.9\n```\n## 9.8\n````\n\n'],
    ['a code block with tildes', '~~~\n```\n## 9.9\n~~~\n\n'],
    ['a comment', '<!--\n## 9.9\n-->\n\n'],
    ['deeper headings', '### 9.9\n\n#### 9.8\n\n'],
    ['no headings', '##9.9\n    ## 9.8\n\n'],
  ])('what only looks like a release is passed over: %s', (_, other) => {
    const head = `# Changes\n\n${other}`
    expect(added(`${head}## 1.2.0\n`)).toBe(`${head}${TEXT}\n## 1.2.0\n`)
  })

  test('line ends and a byte order mark stay', () => {
    const lines = (text: string): string => text.replaceAll('\n', '\r\n')
    expect(added(lines('# Changes\n\n## 1.2.0\n'))).toBe(lines(`# Changes\n\n${TEXT}\n## 1.2.0\n`))
    expect(added(lines('# Changes\n'))).toBe(lines(`# Changes\n\n${TEXT}`))
    expect(added('\uFEFF## 1.2.0\n')).toBe(`\uFEFF${TEXT}\n## 1.2.0\n`)
  })

  test.each([
    '## 1.3.0 (2017-01-01)',
    '## [1.3.0] - 2017-01-01',
    '## v1.3.0',
    '## 1.3.0',
    '##\t1.3.0 ##',
  ])('a section that is there stays: %s', (heading) => {
    const text = `# Changes\n\n## 1.4.0\n\n${heading}\n\n- By hand\n`
    expect(added(text)).toBe(text)
  })

  test('another version that starts alike is not this one', () => {
    expect(added('## 1.3.0rc1\n')).toBe(`${TEXT}\n## 1.3.0rc1\n`)
    expect(added('## 1.3.01 (2017)\n')).toBe(`${TEXT}\n## 1.3.01 (2017)\n`)
  })

  test('a second time changes nothing', () => {
    const once = added('# Changes\n')
    expect(added(once)).toBe(once)
  })
})

describe('a section is taken out of a changelog, and put back into another', () => {
  const text = `# Changes\n\n${TEXT}\n## 1.2.0\n\n- Old\n`

  test('below the introduction, above the newest release', () => {
    const found = withoutSection(text, '1.3.0')
    expect(found?.rest).toBe('# Changes\n\n## 1.2.0\n\n- Old\n')
    expect(found?.restored(found.rest)).toBe(text)
    const other = '# Changes\n\n## 1.4.0\n\n- New\n\n## 1.2.0\n'
    expect(found?.restored(other)).toBe(`# Changes\n\n${TEXT}\n${other.slice(11)}`)
    expect(found?.restored(text)).toBe(text)
  })

  test('the only one', () => {
    const found = withoutSection(added(undefined), '1.3.0')
    expect(found?.rest).toBe('# Changelog\n\n')
    expect(found?.restored(found.rest)).toBe(added(undefined))
  })

  test('none of another version', () => {
    expect(withoutSection(text, '1.3')).toBeUndefined()
  })
})

test('the date is that of the time zone', () => {
  const moment = new Date('2017-04-30T23:30:00Z')
  expect(dateIn(moment, 'UTC')).toBe('2017-04-30')
  expect(dateIn(moment, 'Europe/London')).toBe('2017-05-01')
})
