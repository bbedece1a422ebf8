// Messages of commits and tags. Pure.

/** Returns a message with its placeholders replaced. What is put in for one is not searched for others. */
export function filled(
  message: string,
  values: { readonly version: string; readonly branch?: string; readonly into?: string },
): string {
  return message.replace(/\{(version|branch|into)\}/g, (placeholder, name: keyof typeof values) => {
    return values[name] ?? placeholder
  })
}
