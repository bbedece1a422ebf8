// IP addresses. Pure.

/** An IPv4 address, as part of a regular expression. */
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
export const IPV4 = `(?:${BYTE}\\.){3}${BYTE}`

/** Whether a string with colons is an IPv6 address. */
export const isIPv6 = (text: string): boolean => URL.canParse(`http://[${text}]/`)
