// Runs the checks and the tests: all of them, for which it installs the tools first, or the levels and files that are named
// (`npm test -- unit`).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './actions.ts'
import { installTools } from './test-tools.ts'

const wanted = process.argv.slice(2)

/** Runs a script of node_modules with this node. Returns whether it ended with 0. */
function tool(script: string, args: readonly string[], flags: readonly string[] = []): boolean {
  const path = join(ROOT, 'node_modules', script)
  return (
    spawnSync(process.execPath, [...flags, path, ...args], { cwd: ROOT, stdio: 'inherit' })
      .status === 0
  )
}

function jest(patterns: readonly string[]): {
  passed: number
  failed: number
  skipped: number
  ok: boolean
} {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-test-'))
  const report = join(folder, 'report.json')
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
  const ok = tool('jest/bin/jest.js', ['--json', `--outputFile=${report}`, ...patterns], flags)
  try {
    if (!existsSync(report)) {
      process.stdout.write(
        `jest ran no test: is there one that is called ${patterns.join(' or ')}?\n`,
      )
      return { passed: 0, failed: 1, skipped: 0, ok }
    }
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } =
      JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>
    return {
      passed: numPassedTests ?? 0,
      failed: (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0),
      skipped: numPendingTests ?? 0,
      ok,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

let failedChecks = 0
if (wanted.length === 0) {
  for (const line of await installTools()) process.stdout.write(`${line}\n`)
  process.stdout.write('biome and tsc\n')
  if (!tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])) failedChecks += 1
  if (!tool('typescript/bin/tsc', [])) failedChecks += 1
}
const { passed, failed, skipped, ok } = jest(wanted)
const failures = failed + failedChecks + (ok || failed > 0 ? 0 : 1)
process.stdout.write(`${passed} passed, ${failures} failed, ${skipped} skipped\n`)
if (failures > 0) process.exitCode = 1
