// How the containers of the fake registry's images answer HTTP: every page with the version, unless the image is not healthy.
import type { RequestListener } from 'node:http'

/** Returns the server of a container that starts now. `behaviour` is that of its image: see fake-registry.ts. */
export function imageServer({
  version,
  behaviour,
}: {
  readonly version: string
  readonly behaviour: string
}): RequestListener {
  const started = performance.now()
  const [kind, ...words] = behaviour.split(' ')
  const status = (page: string): number => {
    if (kind === 'unhealthy' && page !== '/') return 500
    const boots = kind === 'slow' && performance.now() - started < Number(words[0]) * 1000
    return boots ? 503 : 200
  }
  return ({ url = '/' }, response) => {
    const code = status(url)
    const text = code === 500 ? words.join(' ') : version
    response.writeHead(code, { 'content-type': 'text/plain' }).end(`${text}\n`)
  }
}
