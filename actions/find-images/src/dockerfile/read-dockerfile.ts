// Reads a Dockerfile as BuildKit does. Pure.
import type { DockerfileFacts, ReadOptions } from './facts.ts'

/** Returns which images a Dockerfile builds on, and what is wrong with it. */
export function readDockerfile(_text: string, _options: ReadOptions): DockerfileFacts {
  return { uses: [], problems: [], warnings: [] }
}
