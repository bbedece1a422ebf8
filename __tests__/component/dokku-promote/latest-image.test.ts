// Whether the latest image is the running one, by what a server reports.
import { describe, expect, test } from '@jest/globals'
import { latestImageDoubt } from '../../../actions/dokku-promote/src/latest-image.ts'
import { container } from '../../support/dokku/container.ts'
import { scriptedServer } from '../../support/dokku/scripted-server.ts'

const SUCCEEDED = '[{"status": "succeeded", "display_status": "succeeded"}]'

describe('the latest image', () => {
  test('is the running one if the last build succeeded', async () => {
    const { dokku, asked } = scriptedServer(() => ({ code: 0, stdout: SUCCEEDED }))
    expect(await latestImageDoubt(dokku, 'stg', [container()])).toBeUndefined()
    expect(asked).toEqual(['builds:list stg --format json'])
  })

  test('is in doubt if a container is left over from a failed deployment', async () => {
    const { dokku } = scriptedServer(() => ({ code: 0, stdout: SUCCEEDED }))
    const containers = [container(), container({ id: 'two', upcoming: true })]
    expect(await latestImageDoubt(dokku, 'stg', containers)).toMatch(/left over/)
  })

  test('is in doubt if the server does not list its builds', async () => {
    const { dokku } = scriptedServer(() => ({ code: 1, stdout: SUCCEEDED }))
    expect(await latestImageDoubt(dokku, 'stg', [container()])).toMatch(/does not list/)
  })
})
