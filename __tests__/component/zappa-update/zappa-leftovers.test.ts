import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  checkBeforeZappa,
  removeLeftovers,
} from '../../../actions/zappa-update/src/update/zappa-leftovers.ts'

/** What Zappa leaves if pip fails or a run is cancelled; with slim_handler a whole environment. */
const LEFTOVERS = [
  'handler_venv/lib',
  'shop-dev-1700000000.tar.gz',
  'handler_shop-dev-1700000000.zip',
]
const OTHERS = [
  'handler_venv2/lib',
  'shop-dev-1.txt',
  'other-dev-1700000000.zip',
  'src/handler_venv',
]

test('removes what Zappa has added, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-leftovers-'))
  const make = (name: string): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), '')
  }
  try {
    const check = checkBeforeZappa(folder, 'shop-dev')
    for (const name of [...LEFTOVERS, ...OTHERS]) make(name)
    const names = (list: readonly string[]): string[] =>
      list.map((name) => name.split('/')[0] ?? '').toSorted()
    expect(removeLeftovers(check).toSorted()).toEqual(
      names(LEFTOVERS).map((name) => `Removed ${name}, which Zappa left behind`),
    )
    expect(readdirSync(folder).toSorted()).toEqual(names(OTHERS))
    for (const name of LEFTOVERS) make(name)
    const later = checkBeforeZappa(folder, 'shop-dev')
    expect(removeLeftovers(later)).toEqual([])
    expect(readdirSync(folder).toSorted()).toEqual(names([...LEFTOVERS, ...OTHERS]))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
