import { expect, test } from '@jest/globals'
import { nothingKnown } from '../../../actions/trigger/src/outputs.ts'
import { summaryOf } from '../../../actions/trigger/src/report.ts'
import { planned } from '../../support/trigger/trigger-run.ts'

test('a summary stays short, however long the names of jobs and steps are', () => {
  const name = '\u{1F600}'.repeat(100_000)
  const job = { name, url: 'https://github.com/acme/shop/actions/runs/1/job/2', steps: [name] }
  const known = { ...nothingKnown(), failedJobs: Array.from({ length: 50 }, () => job) }
  const summary = summaryOf(planned({ workflow: 'deploy.yml' }), known, 'run-failure', 1000)
  expect(summary.length).toBeLessThan(20_000)
  expect(summary.match(/failed job/g)).toHaveLength(10)
})
