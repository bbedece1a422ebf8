// The schema of Linux capabilities.

import { quote } from '../text/escape.ts'
import { nearest } from '../text/suggest.ts'
import { text } from '../yaml/schema.ts'
import { oneOrMany } from '../yaml/schema-collections.ts'

/** capabilities(7). */
const NAMES = [
  ...['AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE'],
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'IPC_LOCK', 'IPC_OWNER'],
  ...['KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN'],
  ...['NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP'],
  ...['SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE'],
  ...['SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG'],
  'WAKE_ALARM',
]

const UPPER = `ALL|(?:CAP_)?(?:${NAMES.join('|')})`
const CAPABILITY = new RegExp(`^(?:${UPPER}|${UPPER.toLowerCase()})$`)

const capability = text(
  () => ({ pattern: CAPABILITY.source }),
  (value) => {
    if (CAPABILITY.test(value)) return undefined
    const near = nearest(value.toUpperCase().replace(/^CAP_/, ''), ['ALL', ...NAMES])
    const hint =
      near === undefined ? ' such as NET_ADMIN, or ALL' : `; did you mean ${quote(near)}?`
    return `is not a capability${hint}`
  },
)

/** Capabilities, with or without `CAP_`. */
export const capabilities = oneOrMany(capability)
