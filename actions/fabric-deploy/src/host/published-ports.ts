// The host's ports that containers publish. Pure.

export type PublishedPort = {
  /** The host's address; empty for all of them. */
  readonly address: string
  readonly port: number
  readonly protocol: string
}

/** Ports as docker inspect prints them: by the container's port, where the host listens. */
type Bindings = Readonly<
  Record<string, readonly { readonly HostIp?: string; readonly HostPort?: string }[] | null>
> | null

/** Addresses that stand for all. */
const ALL = ['', '0.0.0.0', '::']

/**
 * Reads `HostConfig.PortBindings` or `NetworkSettings.Ports`. The second is empty while docker waits to restart a container; the
 * first has no number if docker chooses the port (`0`, or a range such as `8000-8010`).
 */
export function portsOf(bindings: unknown): PublishedPort[] {
  return Object.entries((bindings ?? {}) as NonNullable<Bindings>).flatMap(
    ([containerPort, hostPorts]) =>
      (hostPorts ?? []).flatMap(({ HostIp = '', HostPort = '' }) =>
        /^[1-9][0-9]*$/.test(HostPort)
          ? [
              {
                address: ALL.includes(HostIp) ? '' : HostIp,
                port: Number(HostPort),
                protocol: containerPort.split('/')[1] ?? 'tcp',
              },
            ]
          : [],
      ),
  )
}

/** Returns the host's port of `80:8000`, `127.0.0.1:80:8000` or `[::1]:80:8000/udp`; undefined if docker chooses the port. */
export function publishedPort(text: string): PublishedPort | undefined {
  const [, address = '', port, protocol = 'tcp'] =
    /^(?:\[?([0-9A-Fa-f.:]*?)\]?:)?([0-9]+):[0-9]+(?:\/([a-z]+))?$/.exec(text) ?? []
  if (port === undefined) return undefined
  return { address: ALL.includes(address) ? '' : address, port: Number(port), protocol }
}

/** Whether two containers can't publish these ports at the same time. */
export function collides(one: PublishedPort, other: PublishedPort): boolean {
  const isSameAddress = one.address === '' || other.address === '' || one.address === other.address
  return isSameAddress && one.port === other.port && one.protocol === other.protocol
}

/** Returns a port as messages show it: `80/tcp`. */
export const portText = ({ port, protocol }: PublishedPort): string => `${port}/${protocol}`
