import { availableParallelism } from 'node:os'

export default {
  transform: {},
  // A machine that is busy with other test files takes many times as long.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  // Many wait for a while.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // A large process is slow to start others, which is what most tests do.
  workerIdleMemoryLimit: '250MB',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.tools/'],
}
