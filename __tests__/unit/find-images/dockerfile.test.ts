// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Dockerfiles

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type DockerfileCase, readCase } from '../../support/find-images/dockerfiles.ts'
import { madeDockerfiles } from '../../support/find-images/made-dockerfiles.ts'

const read = (text: string, more: Omit<DockerfileCase, 'text'> = {}) => readCase({ text, ...more })
const uses = (text: string, more?: Omit<DockerfileCase, 'text'>): string[] =>
  read(text, more).uses.map(({ reference, line }) => `${line} ${reference}`)
const problems = (text: string): string[] =>
  read(text).problems.map(({ message, line }) => `${line} ${message}`)
const warnings = (text: string): string[] =>
  read(text).warnings.map(({ message, line }) => `${line} ${message}`)

test('each reference once, as it is written, on the line that names it first', () => {
  const text = `FROM docker.io/acme/base:latest AS one
RUN --mount=from=acme/tools,target=/t \\
    make
COPY --from=acme/base a b

FROM acme/base
COPY --from=ONE a b
COPY --from=0 c d
RUN --mount=from=one true
FROM scratch
`
  expect(uses(text)).toEqual(['1 docker.io/acme/base:latest', '2 acme/tools', '4 acme/base'])
})

test('a stage comes before an image, in any case', () => {
  expect(uses('FROM a AS Base\nFROM BASE AS next\nCOPY --from=Next2 b c\nFROM x AS NEXT2')).toEqual(
    ['1 a', '4 x'],
  )
  expect(uses('FROM base\nFROM a AS base')).toEqual(['1 base', '2 a'])
})

test('build arguments count where an ARG declares them', () => {
  const buildArgs = { BASE: 'acme/other', TAG: '2' }
  expect(uses('ARG BASE=acme/base\nFROM ${BASE}', { buildArgs })).toEqual(['2 acme/other'])
  expect(uses('ARG BASE\nFROM $BASE', { buildArgs })).toEqual(['2 acme/other'])
  expect(uses('FROM acme/base:1$TAG', { buildArgs })).toEqual(['1 acme/base:1'])
  expect(uses('FROM a\nARG TAG\nFROM b:1$TAG', { buildArgs })).toEqual(['1 a', '3 b:1'])
})

test('each platform has its own references', () => {
  const text = 'FROM acme/base:${TARGETARCH}${TARGETVARIANT} AS a\nFROM acme/${BUILDARCH}'
  expect(uses(text)).toEqual(['1 acme/base:amd64', '2 acme/amd64'])
  expect(uses(text, { platforms: ['linux/arm64/v8', 'linux/arm'] })).toEqual([
    '1 acme/base:arm64',
    '1 acme/base:armv7',
    '2 acme/amd64',
  ])
})

test('ONBUILD counts only for a stage that builds on it', () => {
  expect(uses('FROM a AS b\nONBUILD COPY --from=acme/x y z')).toEqual(['1 a'])
  expect(uses('FROM a AS b\nONBUILD COPY --from=acme/x y z\nFROM b\nFROM b')).toEqual([
    '1 a',
    '3 acme/x',
  ])
})

test('all wrong instructions are reported, with what was probably meant', () => {
  expect(problems('RUN x\nRUN y\nFORM b\nFROM a\nFROM a b\nCOPY --form=x a b\nWHATEVER\n')).toEqual(
    [
      '1 "RUN" stands before the first FROM, where only ARG may',
      '3 "FORM" is not an instruction; did you mean "FROM"?',
      '5 FROM needs one image, or an image, AS and a name, and nothing more',
      '6 "--form" is not a flag of this instruction; did you mean "from"?',
      '7 "WHATEVER" is not an instruction',
    ],
  )
})

test.each([
  ['', '1 the file has no instructions'],
  ['# only\n\n', '2 the file has no instructions'],
  ['ARG A\nARG B\n', '2 the file has no FROM'],
  ['FROM a\nRUN <<EOF\nb\n', '2 no line "EOF" ends the here-document'],
  [
    'FROM a\nCOPY --from=$X b c',
    '2 --from="$X" takes no variables; name a stage for it with FROM and AS',
  ],
  [
    'FROM a\nRUN --mount=from=$X b',
    '2 "$X": a mount\'s "from" takes no variables; name a stage for it with FROM and AS',
  ],
  ['FROM a\nCOPY --from=1 b c', '2 --from=1: the file has no stage of that number'],
  ['FROM a AS b\nCOPY --from=b c d', '2 stages copy from each other in a circle'],
  ['FROM ${X:?which}', '1 the variable "X" is not allowed to be unset: "which"'],
  ['FROM ${X', '1 "${X" has a variable without its closing brace'],
  ['# escape=x\nFROM a', '1 the directive "escape" must be \\ or `, got "x"'],
  [`FROM a\nRUN ${'x'.repeat(70_000)}`, '2 the line has more than 65,535 bytes'],
])('refuses %j', (text, problem) => {
  expect(problems(text)).toEqual([problem])
  expect(uses(text).length).toBeLessThan(2)
})

test('a FROM that is not a reference is a warning, and the other images stay', () => {
  const text = 'FROM ${BASE}\nFROM acme/a:$V\nFROM --platform=$P acme/b\nFROM Acme\nFROM acme/c'
  expect(warnings(text)).toEqual([
    '1 FROM "${BASE}" is "", not the reference of an image; set its variables in "build-args", or give their ARG a default',
    '2 FROM "acme/a:$V" is "acme/a:", not the reference of an image; set its variables in "build-args", or give their ARG a default',
    '3 --platform="$P" is "", not a platform',
    '4 FROM "Acme" is not the reference of an image',
  ])
  expect(uses(text)).toEqual(['3 acme/b', '5 acme/c'])
  expect(problems(text)).toEqual([])
})

test('what follows from a problem is not reported', () => {
  expect(warnings('ARG A=${\nFROM ${A}')).toEqual([])
  expect(problems('FROM a\nRUN --mount=from=x$ b')).toEqual([])
})

test('no text of a file is shown raw', () => {
  const text = 'FROM a\n\u001b[31m\nX\u202e ##[error]\nCOPY --from=${\u0007 a b\n'
  const all = problems(text).join('\n')
  expect(all).toMatch(/"\\u\{1b\}\[31m"/)
  expect(all.replaceAll('\n', '')).toMatch(/^[ -~]*$/)
})

// Each would take minutes, or all memory, if the work grew faster than the text.
test.each([
  ['nested variables', `FROM ${'${a:-'.repeat(10_000)}`],
  ['nested variables on many lines', `FROM a${'\\\n${a:-'.repeat(200_000)}`],
  ['values that double', `ARG A0=xxxxxxxxxx\n${doubling(60)}\nFROM $A60`],
  ['patterns', `ARG A=${'a'.repeat(30_000)}\nFROM \${A##${'*a'.repeat(15_000)}b}`],
  ['continuations', `FROM a\nRUN a${' \\\nb'.repeat(200_000)}`],
  ['here-documents', `FROM a\nRUN ${'<<A '.repeat(15_000)}\n${'A\n'.repeat(15_000)}`],
  ['spaces of a here-document', `FROM a\nRUN <<${' '.repeat(60_000)}<x`],
  ['spaces of a directive', `# escape=${' '.repeat(60_000)}x ${' '.repeat(2000)}y`],
  ['ONBUILD', `FROM a\n${'ONBUILD '.repeat(8000)}RUN x`],
  [
    'inherited triggers',
    `FROM a AS s\n${'ONBUILD RUN x\n'.repeat(5000)}${'FROM s\n'.repeat(5000)}`,
  ],
  ['stages', Array.from({ length: 5000 }, stage).join('')],
  ['a name', `FROM ${'a-'.repeat(30_000)}`],
  ['instructions that are none', 'x\n'.repeat(50_000)],
])('reads hostile %s in time', (_what, text) => {
  expect(() => read(text)).not.toThrow()
})

function doubling(count: number): string {
  return Array.from({ length: count }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}`).join(
    '\n',
  )
}

function stage(_: unknown, index: number): string {
  return `FROM a AS s${index}\nCOPY --from=s${(index + 1) % 5000} a b\n`
}

test('remarks and images have lines of the file', () => {
  fc.assert(
    fc.property(madeDockerfiles, (one) => {
      const facts = readCase(one)
      const last = one.text.split('\n').length
      for (const { line } of [...facts.uses, ...facts.problems, ...facts.warnings])
        if (line < 1 || line > last) return false
      return new Set(facts.uses.map(({ reference }) => reference)).size === facts.uses.length
    }),
    { numRuns: 1000 },
  )
})
