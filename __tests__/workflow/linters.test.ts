import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'

const workflows = globSync('{.github,workflows-examples/*/.github}/workflows/*.yml', { cwd: ROOT })

/** What both linters must find: untrusted input in a script, with a token that has all write permissions. */
const HOSTILE = `on: pull_request_target
permissions: write-all
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.pull_request.title }}"
`

let planted = ''
beforeAll(() => {
  planted = mkdtempSync(join(tmpdir(), 'towpath-lint-'))
  writeFileSync(join(planted, 'planted.yml'), HOSTILE)
})
afterAll(() => rmSync(planted, { recursive: true, force: true }))

const LINTERS = {
  actionlint: ['-oneline'],
  zizmor: ['--offline', '--persona=pedantic', '--config=.github/zizmor.yml', '--no-progress'],
} as const

describe.each(['actionlint', 'zizmor'] as const)('%s', (name) => {
  withTool(name, (path) => {
    const lint = (...files: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(path, [...LINTERS[name], ...files], {
        cwd: ROOT,
        encoding: 'utf8',
      })
      return { status, output: status === 0 ? '' : `${stdout}${stderr}` }
    }

    test('reports nothing for the workflows', () => {
      expect(workflows.length).toBeGreaterThan(1)
      expect(lint(...workflows)).toEqual({ status: 0, output: '' })
    })

    test('reports untrusted input in a script', () => {
      const { status, output } = lint(join(planted, 'planted.yml'))
      expect([status === 0, /untrusted|injection/.test(output)]).toEqual([false, true])
    })
  })
})
