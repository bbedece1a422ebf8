import { describe, expect, test } from '@jest/globals'
import { isImmutable, isPermanent } from '../../../actions/dokku-promote/src/image-names.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const NUMBER = 'reg.example.org:5000/dokku/stg:7'
const PINNED = `reg.example.org:5000/dokku/stg@${DIGEST}`
const LOCAL = 'dokku/stg:latest'

describe('names that always refer to the same image', () => {
  test.each([
    [NUMBER, true],
    [PINNED, true],
    ['localhost/dokku/stg:1', true],
    ['localhost:5000/stg:12', true],
    ['[::1]:5000/stg:3', true],
    [`reg.example.org/stg:7@${DIGEST}`, true],
    ['docker.io/allume/stg:7', true],
    // Docker Hub's short names can't be distinguished from names of the server's own images.
    ['allume/stg:7', false],
    [LOCAL, false],
    ['stg:7', false],
    ['stg', false],
    ['', false],
    // A tag that a person chose can be moved to another image.
    ['reg.example.org/stg:stable', false],
    ['reg.example.org/stg:1.4.2', false],
    ['reg.example.org/stg:latest', false],
    ['reg.example.org/stg', false],
    ['reg.example.org:5000/stg', false],
    ['reg.example.org/stg:', false],
    ['reg.example.org/:7', false],
    ['reg.example.org/stg@sha256:abcd', false],
    [`reg.example.org/stg@${DIGEST.toUpperCase()}`, false],
    [`${PINNED}@x`, false],
    [`reg.example.org/stg@md5:${'ab'.repeat(16)}`, false],
    ['reg.example.org/stg:7\n', false],
    ['reg.example.org/stg:7 --force', false],
    ['reg.example.org/$(id):7', false],
    ['reg.example.org/../stg:7', false],
    ['reg.example.org/Stg:7', false],
    ['https://reg.example.org/stg:7', false],
    ['-o.example.org/stg:7', false],
  ])('%j: %j', (reference, expected) => {
    expect(isImmutable(reference)).toBe(expected)
  })

  test('names that a registry still has later', () => {
    const all = ['reg.example.org/stg:1.4.2', NUMBER, PINNED]
    expect(all.map(isPermanent)).toEqual([true, true, true])
    const none = ['reg.example.org/stg:latest', 'reg.example.org/stg', LOCAL, 'stg:1.4.2', '']
    expect(none.map(isPermanent)).toEqual(none.map(() => false))
  })
})
