// Logs of commands that are longer than Lambda's answer can hold.
import { expect, jest, test } from '@jest/globals'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import {
  outcome,
  released,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('a long log is shown completely, even if it arrives late', async () => {
    const stage = await released()
    stage.project.migration('talks')
    stage.aws.logsAfter(3000)
    const result = await update(stage)
    expect(outcome(result)).toBe('ok - changed')
    const shown = result.log.match(/line \d+ of a long migration$/gm)
    const all = Array.from({ length: 500 }, (_, index) => `line ${index + 1} of a long migration`)
    expect(shown).toEqual(all)
    expect(result.log).toContain('Applying notes.0001_initial... OK')
    expect(result.log).not.toContain('beginning is missing')
    expect(warnings(result)).toEqual([])
  })

  test("if the log can't be read, its end is shown, marked as truncated", async () => {
    const stage = await released()
    stage.project.migration('talks')
    stage.aws.fault('FilterLogEvents', FAULTS.denied)
    const result = await update(stage)
    expect(outcome(result)).toBe('ok - changed')
    expect(result.log).toContain('(the beginning is missing)')
    expect(result.log).toContain('line 500 of a long migration')
    expect(result.log).not.toContain('line 1 of a long migration')
    expect(warnings(result)).toEqual([expect.stringContaining('logs:FilterLogEvents')])
  })
})
