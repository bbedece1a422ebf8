// The lines of a text, one after the other, up to one that is too long for BuildKit. Pure.

/** bufio.MaxScanTokenSize: the line end counts. */
const BYTES = 65_536

export class SourceLines {
  /** The number of the line that next() returned last, from 1. */
  line = 0
  isTooLong = false
  private at: number
  private readonly text: string

  constructor(text: string) {
    this.text = text
    // A byte order mark.
    this.at = text.startsWith('\uFEFF') ? 1 : 0
  }

  /** Returns the next line with its line feed, or undefined at the end. */
  next(): string | undefined {
    if (this.at >= this.text.length || this.isTooLong) return undefined
    const feed = this.text.indexOf('\n', this.at)
    const end = feed < 0 ? this.text.length : feed
    if (this.exceeds(end)) {
      this.isTooLong = true
      return undefined
    }
    const line = this.text.slice(this.at, end + 1)
    this.at = end + 1
    this.line += 1
    return line
  }

  /** Whether the line up to an index, without its line feed, is too long. */
  private exceeds(end: number): boolean {
    const units = end - this.at
    if (units * 3 < BYTES) return false
    return Buffer.byteLength(this.text.slice(this.at, end)) >= BYTES
  }
}
