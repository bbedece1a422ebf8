// npm test: the checks, and the levels that need Node and git alone. npm run test:all (--all): installs the tools and runs every level.
// Both take patterns of test files (npm test -- unit/dokku) and then run only what matches.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './actions.ts'
import { unmatchedPatterns } from './test-patterns.ts'
import { type JestReport, missingTools, notLoaded, slowestFiles } from './test-report.ts'
import { installTools } from './test-tools.ts'

const FAST_LEVELS = ['unit', 'component', 'process', 'contract'].map((name) => `__tests__/${name}/`)

const isAll = process.argv.includes('--all')
// Jest's own options pass too, and then not every word is a pattern.
const patterns = process.argv.slice(2).filter((argument) => argument !== '--all')

/** Runs a script of node_modules with this node. Returns whether it exited with 0. */
function node(script: string, args: readonly string[], flags: readonly string[] = []): boolean {
  const path = join(ROOT, 'node_modules', script)
  const options = { cwd: ROOT, stdio: 'inherit' } as const
  return spawnSync(process.execPath, [...flags, path, ...args], options).status === 0
}

/** Returns how many checks failed. */
function runChecks(): number {
  process.stdout.write('biome and tsc\n')
  const isClean = node('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  const isTyped = node('typescript/bin/tsc', [])
  return Number(!isClean) + Number(!isTyped)
}

/** Runs the test files that match a pattern. Returns undefined if Jest wrote no report. */
function runJest(files: readonly string[]): JestReport | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-test-'))
  const path = join(folder, 'report.json')
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
  try {
    node('jest/bin/jest.js', ['--json', `--outputFile=${path}`, ...files], flags)
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as JestReport) : undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runTests(): Promise<void> {
  if (isAll) for (const line of await installTools()) process.stdout.write(`${line}\n`)
  const failedChecks = patterns.length === 0 ? runChecks() : 0
  const report = runJest(patterns.length > 0 || isAll ? patterns : FAST_LEVELS)
  if (report) {
    const lines = [...slowestFiles(report), ...missingTools(report), ...notLoaded(report)]
    process.stdout.write(`${lines.join('\n')}\n`)
  } else process.stdout.write('Jest ended before it ran a test; its own message is above\n')
  const { numPassedTests = 0, numPendingTests = 0 } = report ?? {}
  // A file that can't be loaded has no tests that could fail.
  const failedTests = report ? report.numFailedTests + report.numRuntimeErrorTestSuites : 1
  const failed = failedChecks + failedTests
  process.stdout.write(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`)
  if (failed > 0) process.exitCode = 1
}

const unmatched = unmatchedPatterns(patterns)
if (unmatched.length > 0) {
  process.stdout.write(
    `No test file matches ${unmatched.join(', ')}. A pattern is a part of a path, such as unit/dokku; the levels are the folders of __tests__\n0 passed, 1 failed, 0 skipped\n`,
  )
  process.exitCode = 1
} else await runTests()
