import { describe, expect, test } from '@jest/globals'
import { areAllNew, areUnchanged, isHalfDeployed } from '../../../kit/dokku/container-changes.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { container } from '../../support/dokku/container.ts'

const running = (...ids: readonly string[]): Container[] => ids.map((id) => container({ id }))
const exited = (id: string): Container => container({ id, state: 'exited' })

describe('what a deployment changed among the containers', () => {
  test('old and new ones side by side are half a deployment, without those that exited', () => {
    expect(isHalfDeployed(running('a', 'b'), running('a', 'c'))).toBe(true)
    expect(isHalfDeployed(running('a', 'b'), running('c', 'd'))).toBe(false)
    expect(isHalfDeployed(running('a', 'b'), running('a', 'b'))).toBe(false)
    expect(isHalfDeployed([], running('c'))).toBe(false)
    expect(isHalfDeployed(running('a'), [exited('a'), ...running('c')])).toBe(false)
  })

  test('no container is new', () => {
    expect(areUnchanged(running('a'), running('a'))).toBe(true)
    expect(areUnchanged(running('a'), running('b'))).toBe(false)
    expect(areUnchanged(running('a'), running('a', 'b'))).toBe(false)
    expect(areUnchanged([], [])).toBe(false)
  })

  test('all containers are new, without those that exited', () => {
    expect(areAllNew(running('a'), running('b'))).toBe(true)
    expect(areAllNew(running('a'), [exited('a'), ...running('b')])).toBe(true)
    expect(areAllNew(running('a'), [container({ id: 'b', state: 'restarting' })])).toBe(true)
    expect(areAllNew(running('a'), running('a', 'b'))).toBe(false)
    expect(areAllNew(running('a'), [exited('b')])).toBe(false)
    expect(areAllNew(running('a'), [])).toBe(false)
  })
})
