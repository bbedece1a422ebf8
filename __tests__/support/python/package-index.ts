// A package index on loopback with packages of one module each, for pip.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { python } from './python.ts'

const WHEELS = `import base64, io, zipfile
def wheel(name, version):
    info = f'{name}-{version}.dist-info'
    files = {
        f'{name}.py': f'VERSION = {version!r}',
        f'{info}/METADATA': f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n',
        f'{info}/WHEEL': 'Wheel-Version: 1.0\\nGenerator: none\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
    }
    files[f'{info}/RECORD'] = ''.join(f'{path},,\\n' for path in [*files, f'{info}/RECORD'])
    content = io.BytesIO()
    with zipfile.ZipFile(content, 'w') as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return base64.b64encode(content.getvalue()).decode()
result = {f'{name}-{version}-py3-none-any.whl': wheel(name, version) for name, version in data}
`

/** Wheels by their file names. */
export function wheels(
  tool: string,
  packages: readonly (readonly [name: string, version: string])[],
): ReadonlyMap<string, Buffer> {
  const made = Object.entries(python(tool, WHEELS, packages) as Record<string, string>)
  return new Map(made.map(([file, content]) => [file, Buffer.from(content, 'base64')]))
}

/** Serves wheels as an index does, under /simple. */
export async function packageIndex(
  files: ReadonlyMap<string, Buffer>,
): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((request, response) => {
    const [, kind, name = ''] = (request.url ?? '').split('/')
    const file = files.get(name)
    if (kind === 'files' && file) return response.end(file)
    const names = [...files.keys()].filter((one) => one.startsWith(`${name}-`))
    if (kind !== 'simple' || names.length === 0) return response.writeHead(404).end()
    const links = names.map((one) => `<a href="/files/${one}">${one}</a>`)
    return response.setHeader('Content-Type', 'text/html').end(`<!DOCTYPE html>${links.join('')}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}
