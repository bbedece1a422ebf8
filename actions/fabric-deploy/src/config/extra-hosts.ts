// Lines for a container's /etc/hosts. Pure.

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

const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)

const isAddress = (text: string): boolean =>
  text.includes(':') ? URL.canParse(`http://[${text}]/`) : IPV4.test(text)
