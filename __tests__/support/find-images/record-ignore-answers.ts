// Run by hand if the cases change: writes down what patternmatcher answers. `node __tests__/support/find-images/record-ignore-answers.ts`
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/actions.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { CASES, RECORD, type RecordedAnswers } from './ignore-cases.ts'
import { patternmatcherAnswers } from './patternmatcher.ts'

const program = toolPath('match-ignore-files')
if (program === undefined) throw new Error('match-ignore-files is missing: npm run tools')
const modules = readFileSync(join(ROOT, '__tests__/support/buildkit/go.mod'), 'utf8')
const [, version = ''] = /moby\/patternmatcher v(\S+)/.exec(modules) ?? []
const answers = patternmatcherAnswers(program, CASES)
const record: RecordedAnswers = { patternmatcher: version, answers }
writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`)
