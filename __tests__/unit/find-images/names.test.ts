import { describe, expect, test } from '@jest/globals'
import { duplicateNames, nameImage } from '../../../actions/find-images/src/plan/image-names.ts'
import {
  expandName,
  type NameTemplate,
  nameValues,
  parseNameTemplate,
} from '../../../actions/find-images/src/plan/name-template.ts'

function template(text: string): NameTemplate {
  const read = parseNameTemplate(text)
  if ('problem' in read) throw new Error(read.problem)
  return read
}

const nameOf = (text: string, file: string, top = 'shop'): string =>
  expandName(template(text), nameValues(file, top))

describe('the name of an image', () => {
  test.each([
    ['{directory}', 'web/Dockerfile', 'web'],
    ['{directory}', 'games/engine/Dockerfile', 'engine'],
    ['{directory}', 'Dockerfile', 'shop'],
    ['{path}', 'games/engine/Dockerfile', 'games/engine'],
    ['all/{path}', 'Dockerfile', 'all'],
    ['{directory}-{suffix}', 'web/Dockerfile', 'web'],
    ['{directory}-{suffix}', 'web/Dockerfile.alpine', 'web-alpine'],
    ['{directory}-{suffix}', 'web/alpine.Dockerfile', 'web-alpine'],
    ['{directory}_{suffix}', 'web/Dockerfile', 'web'],
    ['{directory}.{suffix}', 'web/Dockerfile', 'web'],
    ['{directory}/{suffix}', 'web/Dockerfile', 'web'],
    ['{directory}--{suffix}', 'web/Dockerfile', 'web-'],
    ['{directory}x{suffix}', 'web/Dockerfile', 'webx'],
    ['{directory}-{suffix}-image', 'web/Dockerfile', 'web-image'],
    ['{suffix}-{directory}', 'web/Dockerfile', '-web'],
    ['{directory}', 'web/Dockerfile.a.b', 'web'],
    ['{suffix}', 'web/Dockerfile.a.b', 'a.b'],
    ['{suffix}', 'web/Containerfile', ''],
    ['one', 'web/Dockerfile', 'one'],
  ])('%s of %s is %j', (text, file, expected) => {
    expect(nameOf(text, file)).toBe(expected)
  })

  test.each(['{dir}', '{}', 'a-{Directory}'])('%s is no template', (text) => {
    expect(parseNameTemplate(text)).toEqual({
      problem: expect.stringContaining('is not a placeholder'),
    })
  })

  test.each(['a b', '-a', 'a..b', 'a:1', 'a@b', '', 'ü', '`id`', 'a/'])('%j is invalid', (name) => {
    const named = { file: 'x/Dockerfile', values: { directory: name, path: '', suffix: '' } }
    expect(nameImage(named, template('{directory}'), 'acme')).toMatchObject({
      reason: 'invalid-name',
      file: 'x/Dockerfile',
      message: expect.stringContaining('"x/Dockerfile"'),
    })
  })

  test('is in lower case, after the namespace', () => {
    const named = { file: 'Web/Dockerfile', values: nameValues('Web/Dockerfile', '') }
    expect(nameImage(named, template('{directory}'), 'registry.example.org/acme')).toEqual({
      name: 'web',
      image: 'registry.example.org/acme/web',
      canonical: 'registry.example.org/acme/web',
      lowered: true,
    })
    expect(nameImage(named, template('{directory}'), '')).toMatchObject({
      name: 'web',
      image: 'web',
      canonical: 'docker.io/library/web',
    })
  })
})

describe('Dockerfiles with the same name', () => {
  const duplicates = (text: string, ...files: string[]) =>
    duplicateNames(
      files.map((file) => {
        const named = { file, values: nameValues(file, 'shop') }
        const names = nameImage(named, template(text), 'acme')
        if ('reason' in names) throw new Error(names.message)
        return { ...named, ...names }
      }),
      template(text),
    )

  test.each([
    ['{directory}', ['a/web/Dockerfile', 'b/web/Dockerfile'], '{path} in the input "name" parts'],
    ['{directory}', ['web/Dockerfile', 'web/Dockerfile.b'], '{suffix} in the input "name" parts'],
    [
      '{directory}',
      ['web/Dockerfile', 'web/Dockerfile.b', 'x/web/Dockerfile'],
      '{suffix} and {path} in the input "name" part them',
    ],
    ['{suffix}', ['a/Dockerfile.x', 'b/Dockerfile.x'], '{path} in the input "name" parts'],
    ['{path}', ['web/Dockerfile', 'Web/Dockerfile'], 'rename one of them'],
    ['{directory}-{suffix}', ['a/Dockerfile.x', 'a/x.Dockerfile'], 'rename one of them'],
    ['{directory}-{suffix}', ['a/Dockerfile.x', 'a-x/Dockerfile'], '{path} in the input "name"'],
  ])('%s of %j: %s', (text, files, advice) => {
    const problems = duplicates(text, ...files)
    expect(problems.map(({ reason, file }) => [reason, file])).toEqual(
      files.map((file) => ['duplicate-name', file]),
    )
    for (const { message } of problems) {
      expect(message).toContain(advice)
      for (const file of files) expect(message).toContain(`"${file}"`)
    }
  })

  test('different names are no problem', () => {
    expect(duplicates('{directory}', 'a/Dockerfile', 'b/Dockerfile')).toEqual([])
  })
})
