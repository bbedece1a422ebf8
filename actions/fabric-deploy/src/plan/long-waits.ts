// Waits of services that are longer than the time for the whole deployment. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { Service } from '../config/service.ts'

/** Returns a sentence for every wait of a service that alone takes up `timeout`, in milliseconds. */
export function longWaits(services: readonly Service[], timeout: number): string[] {
  const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`
  return services.flatMap(({ name, stopGrace, check, proxy, before }) => {
    const waits = {
      'stop-grace': stopGrace * 1000,
      ...(check.kind === 'running' ? { running: check.time } : { within: check.within }),
      ...(proxy ? { drain: proxy.drain * 1000 } : {}),
      ...(before ? { before: before.within } : {}),
    }
    return Object.entries(waits)
      .filter(([, wait]) => wait >= timeout)
      .map(
        ([key, wait]) =>
          `"${key}" of ${quote(name)} (${seconds(wait)}) takes up all of "timeout" (${seconds(timeout)}): raise "timeout", or shorten the other`,
      )
  })
}
