// The versions of functions: no number is used twice, and no version is deleted while an alias points to it.
import type { Ports } from './function.ts'
import { type Body, parsed } from './lambda-request.ts'
import { type Answer, errorAnswer, json, type Request } from './request.ts'

export type Versions = {
  isDeleted(name: string, version: string): boolean
  /** Answers DeleteFunction: of a function, or of a version. */
  remove(request: Request, name: string, qualifier?: string): Promise<Answer>
  /** Answers ListVersionsByFunction. */
  list(request: Request, name: string): Promise<Answer>
  reset(): void
}

/** `shown` corrects a configuration of moto. */
export function versionsOf(
  forward: Ports['forward'],
  shown: (configuration: Body) => Body,
): Versions {
  /** `NAME:VERSION` of deleted versions: moto numbers by counting, so it must keep them. */
  const deleted = new Set<string>()
  return {
    isDeleted: (name, version) => deleted.has(`${name}:${version}`),
    async remove(request: Request, name: string, qualifier?: string): Promise<Answer> {
      if (qualifier === undefined) {
        for (const key of deleted) if (key.startsWith(`${name}:`)) deleted.delete(key)
        return forward(request)
      }
      const found = await forward({ ...request, method: 'GET' })
      if (found.status !== 200) return found
      const url = new URL(`/2015-03-31/functions/${name}/aliases`, request.url)
      const { Aliases } = parsed(await forward({ ...request, method: 'GET', url })) as Record<
        string,
        Body[]
      >
      const held = Aliases?.filter(({ FunctionVersion }) => FunctionVersion === qualifier) ?? []
      if (held.length > 0) {
        const names = held.map(({ Name }) => Name).join(', ')
        const message = `Unable to delete version because the following aliases reference it: [${names}]`
        return errorAnswer(request, { status: 409, code: 'ResourceConflictException', message })
      }
      deleted.add(`${name}:${qualifier}`)
      return { status: 204 }
    },
    async list(request: Request, name: string): Promise<Answer> {
      const answer = await forward(request)
      const found = await forward({
        ...request,
        url: new URL(`/2015-03-31/functions/${name}`, request.url),
      })
      if (found.status !== 200) return found
      const { Versions } = parsed(answer) as { Versions: Body[] }
      const left = Versions.filter(({ Version }) => !deleted.has(`${name}:${Version}`)).map(shown)
      const { searchParams } = request.url
      const start = Number(searchParams.get('Marker') ?? 0)
      const end = start + Math.min(Number(searchParams.get('MaxItems') ?? 50), 50)
      const more = end < left.length ? { NextMarker: String(end) } : {}
      return json(200, { Versions: left.slice(start, end), ...more })
    },
    reset: () => deleted.clear(),
  }
}
