import { describe, expect, test } from '@jest/globals'
import type { FunctionFacts } from '../../../actions/zappa-update/src/aws/aws.ts'
import { planOf } from '../../../actions/zappa-update/src/plan.ts'
import { IMAGE, inputsWith, stageWith } from '../../support/zappa-update/inputs-and-stage.ts'

const DEPLOYED: FunctionFacts = {
  arn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev',
  sha: 'old=',
  version: '7',
  size: 1,
  isImage: false,
  image: '',
  variables: {},
  runtime: 'python3.12',
  logGroup: '/aws/lambda/shop-dev',
}
const planWith = (inputs: Record<string, string>, facts?: FunctionFacts, settings = {}) =>
  planOf(inputsWith(inputs), stageWith(settings), 'eu-west-1', facts)

describe('the plan', () => {
  test('updates the function and migrates a Django project', () => {
    expect(planWith({}, DEPLOYED)).toEqual({
      plan: {
        function: 'shop-dev',
        region: 'eu-west-1',
        action: 'update',
        manage: ['migrate --noinput'],
        smoke: '',
        'on-failure': 'restore',
        'previous-version': '7',
        'previous-code-sha256': 'old=',
      },
    })
  })

  test.each([
    [{}, { django_settings: undefined }, []],
    [{ manage: 'none' }, {}, []],
    [{ manage: 'a  -b\n\n# a comment\nc' }, {}, ['a -b', 'c']],
  ])('with inputs %j and settings %j runs %j', (inputs, settings, manage) => {
    expect(planWith(inputs, DEPLOYED, settings)).toMatchObject({ plan: { manage } })
  })

  test('is refused if nothing is deployed, or deploys for the first time', () => {
    expect(planWith({})).toMatchObject({ reason: 'not-deployed' })
    expect(planWith({ 'deploy-if-missing': 'true' })).toMatchObject({
      plan: { action: 'deploy', 'previous-version': '' },
    })
  })

  test('updates an image with an image and a zip file with a zip file', () => {
    const image = { ...DEPLOYED, isImage: true }
    expect(planWith({ 'image-uri': IMAGE }, image)).toMatchObject({ plan: { action: 'update' } })
    expect(planWith({ 'image-uri': IMAGE }, DEPLOYED)).toMatchObject({ reason: 'wrong-package' })
    expect(planWith({}, image)).toMatchObject({ reason: 'wrong-package' })
  })
})
