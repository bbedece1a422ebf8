import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { EXTRACT, extract } from '../../../scripts/github-api.ts'
import { withTool } from '../../support/tools.ts'

withTool('github-openapi', (path) => {
  test("the fake's extract is what GitHub's own description says", () => {
    expect(readFileSync(EXTRACT, 'utf8')).toBe(extract(readFileSync(path, 'utf8')))
  })
})
