// node __tests__/support/find-images/record-dockerfiles.ts: writes BuildKit's answers into dockerfiles.json. To add a
// Dockerfile, add its `text` there and run this.

import { writeFileSync } from 'node:fs'
import { toolPath } from '../../../scripts/test-tools.ts'
import { askBuildKit, RECORD, recordedDockerfiles } from './dockerfiles.ts'

const program = toolPath('read-dockerfiles')
if (program === undefined) throw new Error('npm run tools first')
const cases = recordedDockerfiles()
const answers = askBuildKit(program, cases)
const recorded = cases.map((one, index) => ({ ...one, answer: answers[index] }))
writeFileSync(RECORD, `${JSON.stringify(recorded, undefined, 2)}\n`)
