import { expect, test } from '@jest/globals'
import {
  credentialValues,
  namedValues,
  openValues,
} from '../../../actions/zappa-update/src/secrets.ts'
import { stringsToHide } from '../../../kit/text/secret-values.ts'
import { stageWith } from '../../support/zappa-update/inputs-and-stage.ts'

test('variables have names and values, without objects and empty strings', () => {
  const variables = { A: 'one', B: 2, C: '', D: null, E: { f: 'g' } }
  expect(namedValues(variables)).toEqual([
    ['A', 'one'],
    ['B', '2'],
  ])
})

test('the credentials of the job are secret, the id of its key is not', () => {
  const env = { AWS_ACCESS_KEY_ID: 'id-of-the-key', AWS_SECRET_ACCESS_KEY: 'secret-of-the-key' }
  expect(stringsToHide(credentialValues(env))).toEqual(['secret-of-the-key'])
})

test("the settings' own words are not secret, wherever they are set", () => {
  const stage = stageWith({
    project_name: 'demo',
    domain: 'shop.example.com',
    profile_name: 'work',
  })
  const open = openValues(['SITE'], stage, { AWS_REGION: 'us-west-2' })
  const values = [
    ...['dev', 'demo', 'demo-dev', 'eu-west-1', 'us-west-2', 'shop.example.com', 'work', 'code'],
    ...['config.settings', 'a-secret'],
  ].map((value, index) => [`V${index}`, value] as const)
  expect(stringsToHide([...values, ['SITE', 'https://shop']], open)).toEqual(['a-secret'])
})
