import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { beforeZappa, tidyUp } from '../../../actions/zappa-update/src/update/zappa-leftovers.ts'

/** What Zappa leaves where pip fails or a run is cancelled; of a stage with slim_handler a whole environment. */
const LEFT = ['handler_venv/lib', 'shop-dev-1700000000.tar.gz', 'handler_shop-dev-1700000000.zip']
const OTHERS = [
  'handler_venv2/lib',
  'shop-dev-1.txt',
  'other-dev-1700000000.zip',
  'src/handler_venv',
]

test('what Zappa leaves behind goes, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-left-'))
  const make = (name: string): void => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), '')
  }
  try {
    const tidy = beforeZappa(folder, 'shop-dev')
    for (const name of [...LEFT, ...OTHERS]) make(name)
    const names = (list: readonly string[]): string[] =>
      list.map((name) => name.split('/')[0] ?? '').toSorted()
    expect(tidyUp(tidy).toSorted()).toEqual(names(LEFT))
    expect(readdirSync(folder).toSorted()).toEqual(names(OTHERS))
    for (const name of LEFT) make(name)
    const later = beforeZappa(folder, 'shop-dev')
    expect(tidyUp(later)).toEqual([])
    expect(readdirSync(folder).toSorted()).toEqual(names([...LEFT, ...OTHERS]))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
