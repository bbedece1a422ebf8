// Output of Zappa 0.63.0 and Lambda, recorded with moto; names and times are adapted to the rehearsal.

export const URL = 'https://9wwhz4r7ty.execute-api.eu-west-1.amazonaws.com/dev'

/** Standard error of `zappa update dev --json`, up to the call that puts the new code live. */
export const PACKING = [
  'INFO:Downloading and installing dependencies..',
  'INFO:Packaging project as zip.',
  'INFO:Uploading shop-dev-1795321072.zip (21.2MiB)..',
  'INFO:Updating Lambda function code..',
]

/** Its output after that. */
export const CONFIGURING = [
  'INFO:Waiting for lambda function [shop-dev] to be updated...',
  'INFO:Updating Lambda function configuration..',
  'INFO:Uploading shop-dev-template-1795321074.json (1.6KiB)..',
  'INFO:Waiting for stack shop-dev to update..',
]

export const DEPLOYING = 'INFO:Deploying API Gateway..'

/** Standard output of a successful run. */
export const LIVE = `Your updated Zappa deployment is live!: ${URL}`

/** The end of its output if CloudFormation refuses; the code is live by then. */
export const STACK_REFUSED = [
  'Oh no! An error occurred! :(',
  'Traceback (most recent call last):',
  'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the UpdateStack operation: User is not authorized to perform: cloudformation:UpdateStack',
]

export const EXPIRED =
  'An error occurred (ExpiredTokenException) when calling the GetFunction operation: The security token included in the request is expired'

/** The log of `migrate --noinput`, with these lines of Django between Lambda's. */
export const migrationLog = (request: string, ...lines: readonly string[]): string =>
  [
    `START RequestId: ${request} Version: $LATEST`,
    'Instancing..',
    'Operations to perform:',
    '  Apply all migrations: auth, shop',
    'Running migrations:',
    ...lines,
    `END RequestId: ${request}`,
    `REPORT RequestId: ${request}\tDuration: 581.65 ms\tBilled Duration: 582 ms\tMemory Size: 512 MB\tMax Memory Used: 96 MB`,
  ].join('\n')

export const MIGRATED = '  Applying shop.0002_prices... OK'

export const MIGRATION_FAILED = [
  '  Applying shop.0003_stock...[ERROR] OperationalError: no such column: shop_item.stock',
  'Traceback (most recent call last):',
  '\u00a0\u00a0File "/var/task/django/db/backends/sqlite3/base.py", line 356, in execute',
  '\u00a0\u00a0\u00a0\u00a0return super().execute(query)',
]
