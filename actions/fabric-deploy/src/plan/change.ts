// A change to one service on one host. Pure.

import type { Service } from '../config/service.ts'
import { type Container, digestIn } from '../host/facts.ts'
import { isBehindProxy } from './route.ts'

/** One service's new container, and the running ones that it replaces. */
export type Change = {
  readonly service: Service
  /** The container to start; undefined if a new one has to be created. */
  readonly startId: string | undefined
  /** It is running already and stays, even in a rollback: only its route, and other containers of its service, change. */
  readonly keepsRunning: boolean
  /** It gets its requests through the proxy. */
  readonly isBehind: boolean
  /** The running containers to stop. */
  readonly stopIds: readonly string[]
  /**
   * The old ones have to stop first: they have a port of the host that the new one or its proxy needs, or docker keeps restarting them,
   * so that they serve no requests.
   */
  readonly stopFirst: boolean
  /** The old ones run until all hosts have switched. */
  readonly stopLast: boolean
  /** Docker has restarted an old one, so a rollback can't expect it to keep running. */
  readonly oldCrashes: boolean
  readonly release: string
  readonly digest: string
}

/** Returns the part of a change to an existing container that does not depend on the containers it replaces. */
export function changeTo(service: Service, { id, labels, image }: Container) {
  return {
    service,
    startId: id,
    keepsRunning: false,
    isBehind: isBehindProxy({ labels }),
    release: labels['towpath.release'] ?? '',
    digest: digestIn(image),
  }
}
