// The requests that this action sends to AWS, and their results.

/** The virtual environment that the requests are sent from. */
export type PythonFacts = {
  /** `3.11.7` */
  readonly python: string
  /** The folder of the environment. */
  readonly prefix: string
  /** The versions of the packages; null if they are not installed. */
  readonly zappa: string | null
  readonly boto3: string | null
}

/** A deployed function. */
export type FunctionFacts = {
  readonly arn: string
  /** CodeSha256 of $LATEST, in base64. */
  readonly sha: string
  /** The newest published version with that code; empty if there is none. */
  readonly version: string
  /** The size of the code in bytes. */
  readonly size: number
  readonly isImage: boolean
  /** The image's URI with its digest. */
  readonly image: string
  /** `python3.13`; empty if it is an image. */
  readonly runtime: string
  /** Null if AWS does not return them, because it can't use their key. */
  readonly variables: Readonly<Record<string, string>> | null
  readonly logGroup: string
}

export type DeployedCode = Pick<FunctionFacts, 'sha' | 'version' | 'size'>

export type Invocation = {
  /** The request id, which is in the log. */
  readonly request: string
  /** `Unhandled` or `Handled`; empty if the function succeeded. */
  readonly error: string
  readonly payload: string
  /** The last 4 kB of the log. */
  readonly tail: string
}

export type InvocationLog = { readonly lines: readonly string[]; readonly isComplete: boolean }

/** What a restore did; `sha`, `version` and `size` are those of the code that is live now. */
export type Restoration = DeployedCode & {
  /** Other code was live. */
  readonly sentCode: boolean
  /** The parts of the configuration that were restored, by AWS's names. */
  readonly changed: readonly string[]
  /** The aliases that were moved back. */
  readonly aliases: readonly string[]
  readonly missing: readonly MissingPart[]
}

/** A part that could not be restored, and why. */
export type MissingPart = { readonly what: string; readonly why: string }

/** The region, the profile and the addresses of services. */
export type AwsAccess = {
  readonly region: string
  readonly profile: string
  readonly endpoints: Readonly<Record<string, string>>
}

/** Every request throws a UserError if it fails, with a reason for each kind of failure. */
export type Aws = {
  python(): Promise<PythonFacts>
  /** Must come first. Returns the region, which may be that of the profile; null if there is none. */
  configure(access: AwsAccess): Promise<{ readonly region: string | null }>
  /** Returns undefined if there is no such function. */
  describe(name: string): Promise<FunctionFacts | undefined>
  /** Copies the code and the configuration of a function to a folder. */
  record(name: string, folder: string): Promise<FunctionFacts>
  /** Waits for the update in progress. `failed` says why it failed; empty if it did not. */
  currentCode(name: string): Promise<DeployedCode & { readonly failed: string }>
  /** Restores as much as possible of what `record` has copied to the folder. */
  restore(folder: string, bucket: string, provisioned: number): Promise<Restoration>
  invoke(name: string, payload: object, seconds: number): Promise<Invocation>
  readLog(group: string, request: string, since: number, seconds: number): Promise<InvocationLog>
  tags(arn: string): Promise<Readonly<Record<string, string>>>
  tag(arn: string, key: string, value: string): Promise<void>
  untag(arn: string, keys: readonly string[]): Promise<void>
  remoteEnv(bucket: string, key: string): Promise<Readonly<Record<string, unknown>>>
  /** Makes Zappa skip the search for compiled wheels of pure Python packages, in its temporary folder. Returns these packages. */
  skipWheelLookups(folder: string): Promise<readonly string[]>
}
