// Checks an instruction as BuildKit does before it builds anything (moby/buildkit, frontend/dockerfile/instructions/parse.go). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { nearest } from '../../../../kit/text/suggest.ts'
import { type FlagKind, readFlags } from './flags.ts'
import { trim } from './go-text.ts'
import { checkHealthcheck, HEALTHCHECK_FLAGS } from './healthcheck.ts'
import { parseHeredoc } from './heredocs.ts'
import type { Instruction } from './instruction.ts'
import { Invalid } from './invalid.ts'
import { checkDevice, mountSource } from './mounts.ts'

/** What an instruction names, as it is written. */
export type CheckedInstruction = {
  /** The value of --from, or of `from` in each --mount; a mount without it is of `scratch`. */
  readonly from: readonly string[]
  readonly platform: string
  /** The name of the stage of FROM, in lower case. */
  readonly stage: string
}

type Flags = ReadonlyMap<string, readonly string[]>
type Check = (instruction: Instruction, flags: Flags) => Partial<CheckedInstruction> | undefined

const NOTHING: CheckedInstruction = { from: [], platform: '', stage: '' }

const COPY_FLAGS = { chown: 'once', chmod: 'once', link: 'boolean', exclude: 'many' } as const

/** The flags that each keyword takes; undefined where BuildKit does not look at them. */
const FLAGS: Readonly<Record<string, Readonly<Record<string, FlagKind>> | undefined>> = {
  add: { ...COPY_FLAGS, 'keep-git-dir': 'boolean', checksum: 'once', unpack: 'boolean' },
  arg: undefined,
  cmd: {},
  copy: { ...COPY_FLAGS, from: 'once', parents: 'boolean' },
  entrypoint: {},
  env: {},
  expose: {},
  from: { platform: 'once' },
  healthcheck: HEALTHCHECK_FLAGS,
  label: {},
  maintainer: {},
  onbuild: {},
  run: { mount: 'many', network: 'once', security: 'once', device: 'many' },
  shell: {},
  stopsignal: undefined,
  user: {},
  volume: {},
  workdir: {},
}

const KEYWORDS = Object.keys(FLAGS).map((keyword) => keyword.toUpperCase())

/** Returns what an instruction names. Throws Invalid where BuildKit refuses it. */
export function checkInstruction(instruction: Instruction): CheckedInstruction {
  const { keyword, written, args } = instruction
  const check = Object.hasOwn(FLAGS, keyword) ? CHECKS[keyword] : undefined
  if (check === undefined) {
    // Most others are lines of a script, many of them.
    const isWord = /^[A-Za-z]{2,12}$/.test(written)
    const near = isWord ? nearest(written.toUpperCase(), KEYWORDS) : undefined
    const hint = near === undefined ? '' : `; did you mean ${quote(near)}?`
    throw new Invalid(`${quote(written)} is not an instruction${hint}`)
  }
  // NONE is not looked at further.
  const isUnchecked = keyword === 'healthcheck' && args[0]?.toUpperCase() === 'NONE'
  const known = isUnchecked ? undefined : FLAGS[keyword]
  const flags: Flags = known === undefined ? new Map() : readFlags(instruction.flags, known)
  return { ...NOTHING, ...check(instruction, flags) }
}

const some: Check = ({ keyword, args }) => {
  if (args.length === 0) throw new Invalid(`${keyword.toUpperCase()} has no argument`)
  return undefined
}

const one: Check = ({ keyword, args }) => {
  if (args.length !== 1) throw new Invalid(`${keyword.toUpperCase()} needs an argument`)
  return undefined
}

const any: Check = () => undefined

const pairs: Check = (instruction, flags) => {
  some(instruction, flags)
  if (instruction.args.some((arg, index) => index % 2 === 0 && arg === ''))
    throw new Invalid(`${instruction.keyword.toUpperCase()} has a value without a name`)
  return undefined
}

const CHECKS: Readonly<Record<string, Check>> = {
  add: copy,
  arg: (instruction, flags) => {
    some(instruction, flags)
    if (instruction.args.some((arg) => arg.startsWith('=')))
      throw new Invalid('ARG has a value without a name')
    return undefined
  },
  cmd: any,
  copy,
  entrypoint: any,
  env: pairs,
  expose: some,
  from,
  healthcheck: ({ args }, flags) => {
    checkHealthcheck(args, flags)
    return undefined
  },
  label: pairs,
  maintainer: one,
  onbuild,
  run,
  shell: (instruction, flags) => {
    some(instruction, flags)
    if (!instruction.json) throw new Invalid('SHELL needs a JSON array, such as ["sh", "-c"]')
    return undefined
  },
  stopsignal: one,
  user: one,
  volume: (instruction, flags) => {
    some(instruction, flags)
    if (instruction.args.some((path) => trim(path) === ''))
      throw new Invalid('VOLUME has an empty path')
    return undefined
  },
  workdir: one,
}

function copy({ keyword, args }: Instruction, flags: Flags): Partial<CheckedInstruction> {
  const name = keyword.toUpperCase()
  const target = args.at(-1)
  if (target === undefined || args.length < 2)
    throw new Invalid(`${name} needs a source and a destination`)
  if (isHeredoc(target)) throw new Invalid(`the destination of ${name} is a here-document`)
  return { from: (flags.get('from') ?? []).filter((value) => value !== '') }
}

function isHeredoc(word: string): boolean {
  try {
    return parseHeredoc(word) !== undefined
  } catch (error) {
    if (error instanceof Invalid) return false
    throw error
  }
}

function from({ args }: Instruction, flags: Flags): Partial<CheckedInstruction> {
  const [, as = '', name = ''] = args
  const isNamed = args.length === 3 && as.toUpperCase() === 'AS'
  if (!isNamed && args.length !== 1)
    throw new Invalid('FROM needs one image, or an image, AS and a name, and nothing more')
  const stage = isNamed ? name.toLowerCase() : ''
  if (isNamed && !/^[a-z][a-z0-9_.-]*$/.test(stage))
    throw new Invalid(
      `${quote(name)} is not the name of a stage: a letter, then letters, digits, "-", "_" and "."`,
    )
  return { stage, platform: flags.get('platform')?.[0] ?? '' }
}

function onbuild(instruction: Instruction, flags: Flags): undefined {
  some(instruction, flags)
  const trigger = trim(instruction.args[0] ?? '').toUpperCase()
  if (['ONBUILD', 'MAINTAINER', 'FROM'].includes(trigger))
    throw new Invalid(`${trigger} is not allowed after ONBUILD`)
}

function run(_instruction: Instruction, flags: Flags): Partial<CheckedInstruction> {
  for (const device of flags.get('device') ?? []) checkDevice(device)
  const mounts = (flags.get('mount') ?? []).map(mountSource)
  const [network = 'default'] = flags.get('network') ?? []
  if (!['default', 'none', 'host'].includes(network))
    throw new Invalid(`${quote(network)} is not a network: default, none or host`)
  const [security = 'sandbox'] = flags.get('security') ?? []
  if (!['insecure', 'sandbox'].includes(security))
    throw new Invalid(`${quote(security)} is not a security mode: sandbox or insecure`)
  return { from: mounts.map((source) => source || 'scratch') }
}
