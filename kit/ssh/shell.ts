// Texts for a host's shell. Pure.

/** An argument for a shell: between single quotes everything is itself. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
