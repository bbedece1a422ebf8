// What docker's messages mean: those of docker 20.10 and later, of the daemon and of registries. Pure.

const MESSAGES: readonly (readonly [RegExp, reason: string, explanation: string])[] = [
  [/no space left on device|disk quota exceeded/i, 'disk-full', 'has no space left'],
  [
    /manifest unknown|manifest for .* not found|repository does not exist|: not found/i,
    'tag-missing',
    'found no such image',
  ],
  [/unauthorized|denied|no basic auth|authentication required/i, 'registry-refused', 'was refused'],
  [
    /connection refused|no such host|i\/o timeout|TLS handshake|EOF|connection reset|network is unreachable|Client\.Timeout|server misbehaving|HTTP response to HTTPS|50[0-9] /i,
    'registry-unreachable',
    "can't reach the registry",
  ],
]

/** Returns the reason code of a message of docker, and words for a sentence; undefined for one that has none. */
export function explainDocker(
  output: string,
): { readonly reason: string; readonly explanation: string } | undefined {
  const [, reason, explanation] = MESSAGES.find(([pattern]) => pattern.test(output)) ?? []
  return reason === undefined || explanation === undefined ? undefined : { reason, explanation }
}
