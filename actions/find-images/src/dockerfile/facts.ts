// What a Dockerfile says about the images that it builds on. Pure.

/** An image that a Dockerfile names. */
export type ImageUse = {
  /** As the Dockerfile resolves it: variables expanded, not normalised. */
  readonly reference: string
  /** The line of the instruction that names it first, from 1. */
  readonly line: number
}

/** A sentence without the file's name. */
export type Remark = {
  readonly message: string
  /** From 1. */
  readonly line: number
}

export type DockerfileFacts = {
  /** The images of FROM, COPY and ADD --from, and RUN --mount from. Each reference once; no stages, no scratch. */
  readonly uses: readonly ImageUse[]
  /** Why BuildKit refuses the file: `dockerfile-invalid`. */
  readonly problems: readonly Remark[]
  /** Each FROM whose base is not an image reference. */
  readonly warnings: readonly Remark[]
}

export type ReadOptions = {
  /** They count where an ARG declares them, and for the platform arguments. */
  readonly buildArgs: ReadonlyMap<string, string>
  /** Such as `linux/arm64`. Empty: linux/amd64. */
  readonly platforms: readonly string[]
}
