// What moto's Lambda lacks: real packages, versions that are never numbered twice, functions that run.
import { type Functions, functions, type Ports } from './function.ts'
import { type Body, bodyOf, busy, named, notFound, parsed, tooLarge } from './lambda-request.ts'
import { type Provisioned, provisioned } from './provisioned.ts'
import { codeOf, publishedAlready } from './publish.ts'
import { type Answer, json, type Request } from './request.ts'
import { versionsOf } from './versions.ts'

export type Lambda = Pick<Functions, 'run'> & {
  /** Answers a request to Lambda. */
  answer(request: Request): Promise<Answer>
  /** Sets the function's LastUpdateStatus for some milliseconds. */
  updating(name: string, status: string, milliseconds: number): void
  /** The provisioned concurrency of a function, by version. */
  capacity: Provisioned['of']
  /** Removes all functions. */
  reset(): void
}

export function lambda(ports: Ports): Lambda {
  const { forward, images } = ports
  const capacities = provisioned()
  const { invoked, run } = functions(ports)
  const modified = new Map<string, string>()
  /** The functions whose configuration has changed since their last version. */
  const configured = new Set<string>()
  /** What SnapStart applies to: moto accepts it and does not store it. */
  const snapStarts = new Map<string, unknown>()
  const updates = new Map<string, { status: string; until: number }>()

  const shown = (configuration: Body): Body => {
    const name = String(configuration['FunctionName'])
    const isLatest = configuration['Version'] === '$LATEST'
    const update = updates.get(name)
    const isUpdating = isLatest && update !== undefined && Date.now() < update.until
    return {
      ...images.shown(configuration),
      ...(isLatest && modified.has(name) ? { LastModified: modified.get(name) } : {}),
      ...(isLatest && snapStarts.has(name) ? { SnapStart: snapStarts.get(name) } : {}),
      ...(isUpdating ? { LastUpdateStatus: update.status } : {}),
    }
  }
  const versions = versionsOf(forward, shown)
  const isBusy = (name: string): boolean => {
    const update = updates.get(name)
    return update?.status === 'InProgress' && Date.now() < update.until
  }

  async function changed(request: Request, name: string): Promise<Answer> {
    const body = bodyOf(request)
    const refused = await images.refused(request, await isImage(request, name))
    if (refused) return refused
    const sha = await codeOf((body['Code'] as Body | undefined) ?? body, ports)
    const isCode = request.operation === 'UpdateFunctionCode' && !configured.has(name)
    const published = isCode ? await publishedAlready(request, sha, forward) : undefined
    const answer = published ?? (await forward(request))
    if (answer.status >= 300) return answer
    updates.delete(name)
    if (body['SnapStart']) snapStarts.set(name, body['SnapStart'])
    if (request.operation === 'UpdateFunctionConfiguration') configured.add(name)
    else if (body['Publish']) configured.delete(name)
    if (!body['DryRun']) modified.set(name, new Date().toISOString().replace('Z', '+0000'))
    return json(answer.status, shown(parsed(answer)))
  }

  async function isImage(request: Request, name: string): Promise<boolean> {
    if (request.operation === 'CreateFunction') return bodyOf(request)['PackageType'] === 'Image'
    const url = new URL(`/2015-03-31/functions/${name}/configuration`, request.url)
    const found = await forward({ ...request, method: 'GET', url, body: Buffer.alloc(0) })
    return parsed(found)['PackageType'] === 'Image'
  }

  async function get(request: Request): Promise<Answer> {
    const answer = await forward(request)
    if (answer.status !== 200) return answer
    const { Code, Configuration, ...rest } = parsed(answer) as Record<string, Body>
    const configuration = shown(Configuration ?? {})
    const sha = String(configuration['CodeSha256'])
    const Location = `${ports.endpoint}/_code/${encodeURIComponent(sha)}`
    const isImage = Code && 'ImageUri' in Code
    const code = isImage ? images.codeOf(configuration) : { RepositoryType: 'S3', Location }
    return json(200, { ...rest, Code: code, Configuration: configuration })
  }

  async function capacity(request: Request, name: string, version = ''): Promise<Answer> {
    const url = new URL(`/2015-03-31/functions/${name}/configuration`, request.url)
    url.searchParams.set('Qualifier', version)
    const found = await forward({ ...request, method: 'GET', url, body: Buffer.alloc(0) })
    return found.status === 200 ? capacities.answer(request, name, version) : found
  }

  async function answer(original: Request): Promise<Answer> {
    const { request, name, qualifier } = named(original)
    if (name === undefined) return forward(request)
    if (qualifier !== undefined && versions.isDeleted(name, qualifier)) {
      return notFound(request, `${name}:${qualifier}`)
    }
    switch (request.operation) {
      case 'Invoke':
        return invoked(request, name, qualifier)
      case 'UpdateFunctionCode':
      case 'UpdateFunctionConfiguration':
        if (isBusy(name)) return busy(request, name)
        return tooLarge(request) ?? changed(request, name)
      case 'CreateFunction':
        return changed(request, name)
      case 'DeleteFunction':
        return versions.remove(request, name, qualifier)
      case 'GetFunction':
        return get(request)
      case 'GetFunctionConfiguration': {
        const found = await forward(request)
        return found.status === 200 ? json(200, shown(parsed(found))) : found
      }
      case 'PublishVersion': {
        const made = await forward(request)
        return made.status === 201 ? json(201, shown(parsed(made))) : made
      }
      case 'PutProvisionedConcurrencyConfig':
      case 'GetProvisionedConcurrencyConfig':
      case 'DeleteProvisionedConcurrencyConfig':
        return capacity(request, name, qualifier)
      case 'ListVersionsByFunction':
        return versions.list(request, name)
      case 'ListFunctionUrlConfigs':
        return json(200, { FunctionUrlConfigs: [] })
      default:
        return forward(request)
    }
  }

  return {
    answer,
    run,
    capacity: capacities.of,
    reset() {
      capacities.reset()
      versions.reset()
      modified.clear()
      configured.clear()
      snapStarts.clear()
      updates.clear()
    },
    updating(name, status, milliseconds) {
      updates.set(name, { status, until: Date.now() + milliseconds })
    },
  }
}
