import { availableParallelism } from 'node:os'

export default {
  transform: {},
  // Other test files run at the same time.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  testSequencer: '<rootDir>/scripts/test-sequencer.ts',
  // Most tests wait for other processes.
  maxWorkers: availableParallelism() * 2,
  // A large process is slow to start others, which is what most tests do.
  workerIdleMemoryLimit: '250MB',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.tools/'],
}
