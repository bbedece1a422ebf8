// Whether the latest image is the running one, by what a server reports.
import { describe, expect, test } from '@jest/globals'
import { latestImageDoubt } from '../../../actions/dokku-promote/src/latest-image.ts'
import { appBuilds } from '../../../kit/dokku/lock.ts'
import { container } from '../../support/dokku/container.ts'
import { type ScriptedAnswer, scriptedServer } from '../../support/dokku/scripted-server.ts'

const good = { id: 'g', status: 'succeeded', display_status: 'succeeded' }
const open = (id: string) => ({ id, status: 'running', display_status: 'abandoned' })
const closed = (id: string, code: number) => ({
  ...{ id, status: 'failed', display_status: 'failed', exit_code: code },
})
const FAILED_BUILD = { code: 0, stdout: '-----> Building\n !     App build failed\n' }
const NO_BUILD_DIR = {
  code: 0,
  stdout: ' !     Specified build-dir not found in sourcecode working directory: nodir\n',
}
const FAILED_CHECKS = { code: 0, stdout: ' !     Could not start due to 1 failed checks (web.1)\n' }

/** Returns the doubt on a server with these records and logs, and what was asked. */
async function doubt(
  records: readonly object[],
  logs: Readonly<Record<string, ScriptedAnswer>> = {},
  containers = [container()],
) {
  const { dokku, asked } = scriptedServer((command) => {
    const [name, , id = ''] = command.split(' ')
    if (name === 'builds:output') return logs[id] ?? { code: 1 }
    return { code: 0, stdout: JSON.stringify(records) }
  })
  const listed = await appBuilds(dokku, 'stg')
  return { asked, doubt: await latestImageDoubt(dokku, 'stg', containers, listed) }
}

describe('the latest image', () => {
  test('is the running one if the last build succeeded', async () => {
    expect(await doubt([good])).toEqual({
      asked: ['builds:list stg --format json'],
      doubt: undefined,
    })
  })

  test('is in doubt if a container is left over from a failed deployment', async () => {
    const containers = [container(), container({ id: 'two', upcoming: true })]
    expect((await doubt([good], {}, containers)).doubt).toMatch(/left over/)
  })

  test('is in doubt if the version does not list builds', async () => {
    const { dokku, asked } = scriptedServer(() => ({ code: 0 }), [0, 29, 2])
    const doubted = await latestImageDoubt(dokku, 'stg', [container()], undefined)
    expect([doubted, asked]).toEqual([expect.stringMatching(/does not show/), []])
  })

  test('is not guessed from a log that the key may not read', async () => {
    const refused = 'User ci does not have permissions to run builds:output on stg'
    const log = { a: { code: 1, stderr: ` !     ${refused}, or stg does not exist` } }
    await expect(doubt([open('a'), good], log)).rejects.toMatchObject({ reason: 'look-denied' })
  })

  test('is the running one after builds that failed, by their logs', async () => {
    const result = await doubt([open('b'), open('a'), good], { a: FAILED_BUILD, b: FAILED_BUILD })
    expect(result.doubt).toBeUndefined()
    expect(result.asked.slice(1)).toEqual(['builds:output stg b', 'builds:output stg a'])
  })

  test.each([
    ['a failed build that a later deployment closed', closed('a', -1), FAILED_BUILD],
    ['a build-dir that is missing', closed('a', 1), NO_BUILD_DIR],
  ])('is the running one after %s', async (_, record, log) => {
    const result = await doubt([record, good], { a: log })
    expect([result.doubt, result.asked.at(-1)]).toEqual([undefined, 'builds:output stg a'])
  })

  test('is in doubt after checks that failed, whose record is closed', async () => {
    const result = await doubt([closed('a', 1), good], { a: FAILED_CHECKS })
    expect(result.doubt).toMatch(/did not succeed/)
  })

  test.each([
    ['checks that failed', FAILED_CHECKS],
    ['a log that is not shown', { code: 1, stdout: FAILED_BUILD.stdout }],
  ])('is in doubt after %s', async (_, log) => {
    expect((await doubt([open('a'), good], { a: log })).doubt).toMatch(/did not succeed/)
  })
})
