// Determines the operation of an HTTP request to AWS.

type Rule = readonly [method: string, path: RegExp, name: string]

const LAMBDA: readonly Rule[] = [
  ['POST', /^\/functions$/, 'CreateFunction'],
  ['GET', /^\/functions$/, 'ListFunctions'],
  ['GET', /^\/functions\/[^/]+$/, 'GetFunction'],
  ['DELETE', /^\/functions\/[^/]+$/, 'DeleteFunction'],
  ['PUT', /\/code$/, 'UpdateFunctionCode'],
  ['GET', /\/configuration$/, 'GetFunctionConfiguration'],
  ['PUT', /\/configuration$/, 'UpdateFunctionConfiguration'],
  ['POST', /\/invocations$/, 'Invoke'],
  ['GET', /\/versions$/, 'ListVersionsByFunction'],
  ['POST', /\/versions$/, 'PublishVersion'],
  ['GET', /\/aliases$/, 'ListAliases'],
  ['POST', /\/aliases$/, 'CreateAlias'],
  ['GET', /\/aliases\/[^/]+$/, 'GetAlias'],
  ['PUT', /\/aliases\/[^/]+$/, 'UpdateAlias'],
  ['DELETE', /\/aliases\/[^/]+$/, 'DeleteAlias'],
  ['GET', /\/policy$/, 'GetPolicy'],
  ['POST', /\/policy$/, 'AddPermission'],
  ['DELETE', /\/policy\/[^/]+$/, 'RemovePermission'],
  ['GET', /\/provisioned-concurrency$/, 'GetProvisionedConcurrencyConfig'],
  ['PUT', /\/provisioned-concurrency$/, 'PutProvisionedConcurrencyConfig'],
  ['DELETE', /\/provisioned-concurrency$/, 'DeleteProvisionedConcurrencyConfig'],
  ['GET', /\/concurrency$/, 'GetFunctionConcurrency'],
  ['PUT', /\/concurrency$/, 'PutFunctionConcurrency'],
  ['DELETE', /\/concurrency$/, 'DeleteFunctionConcurrency'],
  ['GET', /\/urls$/, 'ListFunctionUrlConfigs'],
  ['GET', /^\/tags\//, 'ListTags'],
  ['POST', /^\/tags\//, 'TagResource'],
  ['DELETE', /^\/tags\//, 'UntagResource'],
]

const API_GATEWAY: readonly Rule[] = [
  ['GET', /^\/restapis$/, 'GetRestApis'],
  ['GET', /^\/restapis\/[^/]+$/, 'GetRestApi'],
  ['PATCH', /^\/restapis\/[^/]+$/, 'UpdateRestApi'],
  ['POST', /\/deployments$/, 'CreateDeployment'],
  ['PATCH', /\/stages\/[^/]+$/, 'UpdateStage'],
  ['GET', /\/stages$/, 'GetStages'],
  ['GET', /\/resources$/, 'GetResources'],
  ['GET', /^\/apikeys$/, 'GetApiKeys'],
]

const OBJECT: Readonly<Record<string, string>> = {
  HEAD: 'HeadObject',
  GET: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
  POST: 'CompleteMultipartUpload',
}
const BUCKET: Readonly<Record<string, string>> = {
  HEAD: 'HeadBucket',
  GET: 'ListObjectsV2',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
}

/** Returns the operation as the AWS documentation names it, or method and path if it is not known here. */
export function operationOf(
  service: string,
  { method, url, headers }: { method: string; url: URL; headers: Readonly<Record<string, string>> },
  body: Buffer,
): string {
  const target = headers['x-amz-target'] ?? /\/operation\/(\w+)$/.exec(url.pathname)?.[1]
  if (target !== undefined) return target.split('.').at(-1) ?? target
  const byRule = (rules: readonly Rule[], path: string): string =>
    rules.find(([verb, form]) => verb === method && form.test(path))?.[2] ?? `${method} ${path}`
  if (service === 'lambda')
    return byRule(LAMBDA, url.pathname.replace(/^\/[\d-]+/, '').replace(/\/$/, ''))
  if (service === 'apigateway') return byRule(API_GATEWAY, url.pathname)
  if (service === 's3') return objectOperation(method, url, headers)
  const form = new URLSearchParams(body.length < 100_000 ? body.toString() : '')
  return form.get('Action') ?? url.searchParams.get('Action') ?? `${method} ${url.pathname}`
}

function objectOperation(
  method: string,
  { pathname, searchParams }: URL,
  headers: Readonly<Record<string, string>>,
): string {
  const [, , key = ''] = pathname.split('/')
  if (key === '') return BUCKET[method] ?? method
  if (searchParams.has('uploads')) return 'CreateMultipartUpload'
  if (searchParams.has('partNumber')) return 'UploadPart'
  if (headers['x-amz-copy-source'] !== undefined) return 'CopyObject'
  return OBJECT[method] ?? method
}
