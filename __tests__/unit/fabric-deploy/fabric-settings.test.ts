import { expect, test } from '@jest/globals'
import { fabricSettings } from '../../../actions/fabric-deploy/src/fabfile/fabric-settings.ts'
import { fabricVariables } from '../../../actions/fabric-deploy/src/fabfile/python-environment.ts'

test('settings that say how a command runs are passed, those of Invoke under both names', () => {
  const env = { INVOKE_SUDO_PASSWORD: 'a', FABRIC_RUN_PTY: '1', PATH: '/bin' }
  expect(fabricSettings(env)).toEqual({
    passed: { FABRIC_SUDO_PASSWORD: 'a', INVOKE_SUDO_PASSWORD: 'a', FABRIC_RUN_PTY: '1' },
    withheld: [],
    secrets: ['a'],
  })
})

test('what is set for Fabric itself counts, and both passwords are secret', () => {
  const { passed, secrets } = fabricSettings({
    FABRIC_SUDO_PASSWORD: 'own',
    INVOKE_SUDO_PASSWORD: 'other',
  })
  expect(passed['FABRIC_SUDO_PASSWORD']).toBe('own')
  expect(secrets).toEqual(['own', 'other'])
})

test('an empty variable, as a secret that is not set, is none', () => {
  expect(fabricSettings({ FABRIC_SUDO_PASSWORD: '', FABRIC_USER: '' })).toEqual({
    passed: {},
    withheld: [],
    secrets: [],
  })
})

test.each([
  'RUN_DRY',
  'RUN_WARN',
  'USER',
  'PORT',
  'GATEWAY',
  'CONNECT_KWARGS_PASSWORD',
  'TIMEOUTS_COMMAND',
])('FABRIC_%s is withheld, and named', (setting) => {
  const env = { [`FABRIC_${setting}`]: 'x', [`INVOKE_${setting}`]: 'y' }
  expect(fabricSettings(env).withheld).toEqual([`FABRIC_${setting}`, `INVOKE_${setting}`])
  expect(Object.keys(fabricVariables(env, '/p', '/k')).join(' ')).not.toContain(setting)
})

test('variables that only look like settings are not mentioned', () => {
  expect(fabricSettings({ FABRIC_VERSION: '3', INVOKE_URL: 'x' }).withheld).toEqual([])
})
