import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  constraintsOf,
  contradictions,
  pinsOf,
} from '../../../actions/fabric-deploy/src/fabfile/fabric-pins.ts'
import { PINNED } from '../../../actions/fabric-deploy/src/fabfile/virtualenv.ts'
import { PYTHON_PROGRAMS } from '../../support/fabric-deploy/fabric.ts'

const file = readFileSync(join(PYTHON_PROGRAMS, 'requirements.txt'), 'utf8')

test('the constraints are all requirements of the pinned Fabric, with their markers and without their hashes', () => {
  const constraints = constraintsOf(file)
  expect(constraints).toHaveLength(file.match(/^\S+==/gm)?.length ?? 0)
  expect(constraints).toContain(`fabric==${PINNED}`)
  expect(constraints).toContain("cryptography==47.0.0 ; python_full_version <= '3.9'")
  expect(constraints.join('\n')).not.toMatch(/hash|\\|#/)
  expect(pinsOf(constraints).get('fabric')).toEqual([PINNED])
  expect(pinsOf(constraints).get('cryptography')).toHaveLength(2)
})

const PINS = pinsOf(['fabric==3.2.3', 'py.nacl==1.6', "cffi==2; a < '3'", 'cffi==3'])
const found = (requirement: string, isConstraint = false): string[] => {
  const entry = { position: '"r.txt", line 1', requirement, hasHash: false, isConstraint }
  return contradictions(PINS, [entry])
}

test.each([
  'fabric==3.2.2',
  'Fabric == 3.2.2',
  'fabric[pytest]==4',
  'fabric (==3.2.2)',
  'fabric===3.2.3.post1',
  'Py_NaCl==1.5',
  'cffi==1',
])('contradicts: %s', (requirement) => {
  expect(found(requirement)).toHaveLength(1)
})

test.each([
  'fabric',
  'fabric==3.2.3',
  'py-nacl==1.6.0',
  'cffi==2',
  'cffi==3.0',
  // pip decides on these.
  'fabric==3.2.*',
  'fabric<3',
  'fabric==3.2.2; python_version < "3"',
  'fabric @ https://host/x.zip',
  'requests==2',
])('leaves to pip: %s', (requirement) => {
  expect(found(requirement)).toEqual([])
})

test('a constraint may be about a package that nothing needs', () => {
  expect(found('fabric==3.2.2', true)).toEqual([])
})

test('a contradiction names the line and both versions', () => {
  expect(found('cffi==1')).toEqual(['"r.txt", line 1 has "cffi==1" instead of 2 or 3'])
})
