// A move as the host's scripts and docker take it. Pure.
import { shortHash } from '../../../../kit/text/slug.ts'
import type { Facts } from '../host/facts.ts'
import { HOST_LABEL, type Move, settingsOf } from '../plan/host-plan.ts'

/** The arguments of docker create for a move. */
export function createArguments(
  { service, release, digest }: Move,
  {
    environment,
    slug,
    run,
    host,
  }: { environment: string; slug: string; run: string; host: string },
  facts: Facts,
): string[] {
  const labels = {
    'towpath.environment': environment,
    'towpath.service': service.name,
    'towpath.release': release,
    'towpath.run': run,
    [HOST_LABEL]: host,
    'towpath.settings': settingsOf(service, facts),
  }
  const shown = release.replace(/^sha256:/, '').slice(0, 40)
  return [
    // A fresh one: its end tells apart two containers of one release.
    ...['--name', `${service.name}-${slug}-${shown}-${shortHash(`${run} ${host}`).slice(0, 6)}`],
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    // Its policy comes when it has proved itself: until then an end is an end.
    ...['--restart', 'no'],
    ...service.ports.flatMap((port) => ['--publish', port]),
    ...service.volumes.flatMap((volume) => ['--volume', volume]),
    ...(service.envFile === '' ? [] : ['--env-file', service.envFile]),
    `${service.image.name}@${digest}`,
    ...service.command,
  ]
}

/** The fields of a move for switch.sh. */
export function switchFields({ service, from, fixed }: Move, to: string, made: boolean): string[] {
  const { check } = service
  const checked = {
    http: () => (check.kind === 'http' ? [check.path, String(check.port)] : []),
    docker: () => ['-', '-'],
    running: () => (check.kind === 'running' ? [String(check.time), '-'] : []),
  }[check.kind]()
  const within = check.kind === 'running' ? 0 : check.within
  return [
    service.name,
    to,
    made ? '1' : '0',
    from.join(' ') || '-',
    fixed ? '1' : '0',
    check.kind,
    ...checked,
    String(within),
    String(service.grace),
    service.restart,
  ]
}
