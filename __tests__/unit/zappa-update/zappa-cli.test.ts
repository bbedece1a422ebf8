import { describe, expect, test } from '@jest/globals'
import { parseZappaOutput } from '../../../actions/zappa-update/src/update/zappa-cli.ts'

describe('the output of Zappa', () => {
  const LIVE = 'https://id.execute-api.eu-west-1.amazonaws.com/dev'
  test.each([
    [`Your updated Zappa deployment is live!: ${LIVE}\n`, LIVE],
    [
      `Your updated Zappa deployment is live!: https://shop.example.org (${LIVE})\n`,
      'https://shop.example.org',
    ],
    [`x\nDeployment complete!: ${LIVE}\n`, LIVE],
    [
      'function URL address: https://x.lambda-url.eu-west-1.on.aws/\nYour updated Zappa deployment is live!\n',
      'https://x.lambda-url.eu-west-1.on.aws/',
    ],
    ['Your updated Zappa deployment is live!\n', ''],
  ])('%j has the URL "%s"', (stdout, url) => {
    expect(parseZappaOutput(stdout, '').url).toBe(url)
  })

  test.each([
    [
      'ResourceNotFoundException: An error occurred\n',
      '',
      'ResourceNotFoundException: An error occurred',
      false,
    ],
    [
      'Oh no! An error occurred! :(\n',
      'Traceback\n  File\nbotocore.errorfactory.ResourceConflictException: in progress\n',
      'botocore.errorfactory.ResourceConflictException: in progress',
      true,
    ],
    [
      '',
      'INFO:x\nError: Unable to upload project to S3. Quitting.\nUserWarning\n',
      'Error: Unable to upload project to S3. Quitting.',
      false,
    ],
    ['only this\n\n', '', 'only this', false],
  ])('%j and %j has the last error %j; a conflict: %j', (stdout, stderr, lastError, isConflict) => {
    expect(parseZappaOutput(stdout, stderr)).toMatchObject({ lastError, isConflict })
  })

  test.each([
    ['INFO:Packaging project as zip.\n', false],
    ['INFO:Updating Lambda function code..\nINFO:Waiting\n', true],
    ['Updating Lambda function code..\n', true],
    [
      'INFO:Updating Lambda function code..\nbotocore.errorfactory.ResourceConflictException: An error occurred (ResourceConflictException) when calling the UpdateFunctionCode operation: x\n',
      false,
    ],
    [
      'INFO:Updating Lambda function code..\nbotocore.errorfactory.ResourceConflictException: An error occurred (ResourceConflictException) when calling the UpdateFunctionConfiguration operation: x\n',
      true,
    ],
  ])('%j shows whether new code may be live: %j', (stderr, hasSentCode) => {
    expect(parseZappaOutput('', stderr).hasSentCode).toBe(hasSentCode)
  })
})
