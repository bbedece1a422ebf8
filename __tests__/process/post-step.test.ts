import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { actionFile, actionNames, ROOT } from '../../scripts/actions.ts'

const withPost = actionNames().filter((name) => actionFile(name).runs.post !== undefined)

test('there are actions with a post step', () => {
  expect(withPost).toContain('fabric-deploy')
})

// A step that is cancelled while Node starts has saved no state, not even that it was the main part.
test.each(withPost)('%s: without any state the post step does nothing', (name) => {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-post-'))
  try {
    const post = join(ROOT, 'actions', name, actionFile(name).runs.post ?? '')
    const env = { PATH: process.env['PATH'], RUNNER_TEMP: temp, GITHUB_WORKSPACE: temp }
    const { status, stdout, stderr } = spawnSync(process.execPath, [post], {
      env,
      encoding: 'utf8',
    })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
})
