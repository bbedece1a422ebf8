// The platform arguments that BuildKit knows in every FROM (moby/buildkit, frontend/dockerfile/dockerfile2llb/platform.go;
// containerd/platforms 1.0.0-rc.5). Pure.

import type { Variables } from './shell-word.ts'

type Platform = {
  readonly os: string
  readonly version: string
  /** Such as `(10.0.17763)`, or empty. */
  readonly options: string
  readonly architecture: string
  readonly variant: string
}

/** That of GitHub's runners. */
const BUILD: Platform = {
  os: 'linux',
  version: '',
  options: '',
  architecture: 'amd64',
  variant: '',
}

/** Returns the arguments for a target platform. `stage` is the name of the stage that is built, or empty. */
export function platformArguments(platform: string, stage: string): Variables {
  const target = parsePlatform(platform) ?? BUILD
  return new Map([
    ...platformValues('BUILD', BUILD),
    ...platformValues('TARGET', target),
    ['TARGETSTAGE', stage || 'default'],
  ])
}

function platformValues(prefix: string, platform: Platform): [string, string][] {
  const { os, version, options, architecture, variant } = platform
  const names = [`${os}${options}`, architecture, variant].filter((name) => name !== '')
  return [
    [`${prefix}PLATFORM`, names.join('/')],
    [`${prefix}OS`, os],
    [`${prefix}OSVERSION`, version],
    [`${prefix}ARCH`, architecture],
    [`${prefix}VARIANT`, variant],
  ]
}

/** Whether a string is a platform for --platform. */
export function isPlatform(text: string): boolean {
  return parsePlatform(text) !== undefined
}

const SYSTEMS =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'
const ARCHITECTURES =
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'

function parsePlatform(text: string): Platform | undefined {
  const [first = '', ...others] = text.split('/')
  const found = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/.exec(first)
  if (found === null || others.length > 2) return undefined
  if (!others.every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) return undefined
  const [, system = '', version = '', features = ''] = found
  const os = system.toLowerCase() === 'macos' ? 'darwin' : system.toLowerCase()
  const options = version + features === '' ? '' : `(${version}${features})`
  const [architecture, variant] = others
  if (architecture !== undefined)
    return { os, version, options, ...processor(architecture, variant ?? '') }
  if (SYSTEMS.split(' ').includes(os)) return { ...BUILD, os, version, options }
  const own = processor(first, '')
  return ARCHITECTURES.split(' ').includes(own.architecture) ? { ...BUILD, ...own } : undefined
}

/** Returns the usual names of an architecture and its variant. */
function processor(architecture: string, variant: string) {
  const named = ALIASES[architecture.toLowerCase()] ?? architecture.toLowerCase()
  const [name = '', fixed] = named.split('/')
  const given = fixed ?? variant.toLowerCase()
  return { architecture: name, variant: VARIANTS[name]?.[given] ?? given }
}

const ALIASES: Readonly<Record<string, string>> = {
  i386: '386/',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
}

const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  amd64: { v1: '' },
  arm64: { '8': '', v8: '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
  arm: { '': 'v7', '7': 'v7', '5': 'v5', '6': 'v6', '8': 'v8' },
}
