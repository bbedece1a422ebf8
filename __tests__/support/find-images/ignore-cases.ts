// 500 ignore files, each with the same paths: what patternmatcher answers is recorded in ignore-answers.json.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { HARD_FILES, HARD_LINES, ORDINARY_FILES, ORDINARY_LINES } from './ignore-texts.ts'

export type IgnoreCase = { readonly text: string; readonly paths: readonly string[] }

/** One character for each path, `1` for an ignored one; or what refuses the file. */
export type RecordedAnswers = {
  readonly patternmatcher: string
  readonly answers: readonly string[]
}

export const PATHS: readonly string[] = `
.dockerignore .env .env.example .env.local .git/config .git/objects/ab/cd .gitignore .github/workflows/ci.yml .idea/a.iml
.vscode/settings.json Dockerfile Dockerfile.dev README.md docs/README.md docs/img/a.png docs/a.b/c.md LICENSE Makefile
a a/b a/b/c a.b ab b/a bin bin/Debug/x.dll src/bin/tool in x/in build build/out.js builds/x dist/index.js dist/js/a.js.map
package.json package-lock.json node_modules/a/index.js packages/web/node_modules/b/c.js packages/web/src/app.ts
packages/web/src/app.test.ts packages/web/dist/x packages/api/package.json src/main.go src/main_test.go src/app.py
src/__pycache__/app.cpython-312.pyc app.pyc cmd/server/main.go vendor/github.com/x/y.go target/release/app target/classes/A.class
gradle/wrapper/gradle-wrapper.jar static/css/site.css static/css/site.min.css media/uploads/1.jpg logs/2026/11/app.log app.log
tmp/.keep coverage/lcov.info tests/unit/test_a.py test/a_test.rb spec/a_spec.rb secrets/id_rsa id_rsa.pub terraform.tfstate
infra/.terraform/x charts/app/values.yaml docker-compose.yml docker-compose.override.yml compose.yaml data[1].csv data1.csv
{a,b}.js a+b.txt $HOME/x caf\u00e9/menu.md #notes !important ~backup v1.2.3/notes A/B foo^bar x|y (copy).txt back\\slash
`
  .trim()
  .split(/\s+/)

/** Ordinary lines in files of up to eight, in three ways of writing lines, and hard ones. The seed makes them the same every time. */
function generated(lines: readonly string[], count: number, seed: number): string[] {
  const file = fc
    .tuple(
      fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '\n', '\r\n'),
      fc.constantFrom('', '', '\uFEFF'),
    )
    .map(([some, end, mark]) => mark + some.join(end) + end)
  return fc.sample(file, { numRuns: count, seed })
}

const texts = [...ORDINARY_FILES, ...HARD_FILES, ...HARD_LINES]
const rest = 500 - texts.length

export const CASES: readonly IgnoreCase[] = [
  ...texts,
  ...generated(ORDINARY_LINES, Math.ceil(rest / 2), 1),
  ...generated([...ORDINARY_LINES, ...HARD_LINES], Math.floor(rest / 2), 2),
].map((text) => ({ text, paths: PATHS }))

/** Where the record is. */
export const RECORD = join(import.meta.dirname, 'ignore-answers.json')

/** What patternmatcher answered, by the index of the case. */
export const RECORDED: RecordedAnswers = JSON.parse(readFileSync(RECORD, 'utf8'))
