// Lines for a container's /etc/hosts. Pure.

import { IPV4, isIPv6 } from '../../../../kit/config/ip-address.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Located } from '../../../../kit/yaml/schema.ts'
import type { ReportAt } from './service-entry.ts'

/** Returns the lines as every version of docker takes them, `name:address`, and reports invalid addresses. */
export function extraHostsOf(lines: readonly Located<string>[], report: ReportAt): string[] {
  return lines.map(({ value, at }) => {
    const [, name = '', address = ''] = /^([^:=]*)[:=]\[?(.*?)\]?$/.exec(value) ?? []
    if (address !== 'host-gateway' && !isAddress(address)) {
      report(`${quote(address)} in "extra-hosts" is not an IP address`, at)
    }
    return `${name}:${address}`
  })
}

const WHOLE_IPV4 = new RegExp(`^${IPV4}$`)

const isAddress = (text: string): boolean =>
  text.includes(':') ? isIPv6(text) : WHOLE_IPV4.test(text)
