// Pure: the report in a server's answer to a push: `ok REF`, `ng REF REASON`, one pkt-line each, in the first of two sidebands.

/** Returns the answer with other lines in its report. The second sideband, which git shows as `remote: ...`, stays. */
export function withReport(answer: Buffer, change: (line: string) => string): Buffer {
  const packets = split(answer)
  const others = packets.filter((packet) => packet[0] !== REPORT)
  const report = Buffer.concat(
    packets.filter((packet) => packet[0] === REPORT).map((packet) => packet.subarray(1)),
  )
  const lines = split(report).map((line) => change(line.toString().replace(/\n$/, '')))
  const changed = Buffer.concat([...lines.map((line) => packetOf(`${line}\n`)), FLUSH])
  const sideband = packetOf(Buffer.concat([Buffer.from([REPORT]), changed]))
  return Buffer.concat([...others.map(packetOf), ...(report.length > 0 ? [sideband] : []), FLUSH])
}

const REPORT = 1
const FLUSH = Buffer.from('0000')

function packetOf(data: Buffer | string): Buffer {
  const bytes = Buffer.from(data)
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes])
}

/** Returns the pkt-lines before the flush. */
function split(data: Buffer): Buffer[] {
  const packets: Buffer[] = []
  for (let at = 0; at + 4 <= data.length; ) {
    const length = Number.parseInt(data.subarray(at, at + 4).toString(), 16)
    if (length < 4) break
    packets.push(data.subarray(at + 4, at + length))
    at += length
  }
  return packets
}
