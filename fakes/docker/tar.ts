// Makes a tar archive of a few files, reproducible byte by byte.

export type TarEntry = {
  readonly path: string
  readonly mode?: number
  /** The user and group id. Default: root. */
  readonly owner?: number
  /** The bytes of a file, the target of a link, or nothing for a folder. */
  readonly content?: Buffer | { readonly link: string }
}

const BLOCK = 512

/** Returns an archive with these entries, in this order (POSIX ustar). */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const bytes = Buffer.isBuffer(entry.content) ? entry.content : Buffer.alloc(0)
    const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)
    return [header(entry, bytes.length), bytes, padding]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}

function header({ path, mode = 0o755, owner = 0, content }: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  }
  block.write(path, 0, 100)
  octal(mode, 100, 8)
  octal(owner, 108, 8)
  octal(owner, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  // The checksum is computed with spaces in its own field.
  block.write('        ', 148)
  const [file, link, folder] = ['0', '2', '5']
  if (content === undefined) block.write(folder, 156)
  else if (Buffer.isBuffer(content)) block.write(file, 156)
  else {
    block.write(link, 156)
    block.write(content.link, 157, 100)
  }
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  octal(sum, 148, 7)
  return block
}
