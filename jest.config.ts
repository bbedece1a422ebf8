import { availableParallelism } from 'node:os'

export default {
  transform: {},
  // A busy machine takes many times as long as a quiet one.
  testTimeout: 300_000,
  extensionsToTreatAsEsm: ['.ts'],
  testSequencer: '<rootDir>/scripts/test-sequencer.ts',
  // Most tests wait for other processes. With more workers on two cores, the slow files only wait for each other.
  maxWorkers: availableParallelism() * 2,
  // A large process is slow to start others, which is what most tests do.
  workerIdleMemoryLimit: '250MB',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.tools/'],
}
