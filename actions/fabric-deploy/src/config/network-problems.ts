// Networks of docker's own, `host` and `none`, which exclude other settings. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { placeOf, type ReportAt, type ServiceEntry } from './service-entry.ts'

/** Reports what can't be combined with the networks of a service. */
export function checkNetworks(entry: ServiceEntry, report: ReportAt): void {
  const { networks = [], ports = [], healthy } = entry
  for (const { value, at } of networks) {
    if (value !== 'host' && value !== 'none') continue
    const name = quote(value)
    if (networks.length > 1) report(`the network ${name} excludes all others`, at)
    if (ports.length > 0) {
      report(`"ports" can't be published from the network ${name}`, placeOf(entry, 'ports'))
    }
    if (value === 'none' && healthy?.http !== undefined) {
      report('"http" can\'t reach a container in the network "none"', placeOf(healthy, 'http'))
    }
  }
}
