import { describe, expect, test } from '@jest/globals'
import { dokkuHost } from '../../../kit/dokku/inputs.ts'

describe('the input host', () => {
  test.each([
    ['dokku@example.org', ['dokku', 'example.org', 22]],
    ['example.org', ['dokku', 'example.org', 22]],
    [' dokku@example.org:2222\n', ['dokku', 'example.org', 2222]],
    ['root@192.0.2.1', ['root', '192.0.2.1', 22]],
  ])('%j', (raw, expected) => {
    const read = dokkuHost(raw)
    const host = 'value' in read ? read.value : undefined
    expect([host?.user, host?.name, host?.port]).toEqual(expected)
  })

  test.each(['', '-oProxyCommand=id', 'dokku@-oProxyCommand=id', 'a b', 'dokku@h:0', 'dokku@h:x'])(
    '%j is refused',
    (raw) => {
      expect('problem' in dokkuHost(raw)).toBe(true)
    },
  )
})
