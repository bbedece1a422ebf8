import { availableParallelism } from 'node:os'

export default {
  transform: {},
  // A busy machine takes many times as long as a quiet one.
  testTimeout: 300_000,
  extensionsToTreatAsEsm: ['.ts'],
  testSequencer: '<rootDir>/scripts/test-sequencer.ts',
  // The slow files keep a third of a core busy each, the others wait for other processes too.
  maxWorkers: Math.max(6, availableParallelism() * 2),
  // A large process is slow to start others, which is what most tests do.
  workerIdleMemoryLimit: '250MB',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.tools/'],
}
