export default {
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  maxWorkers: '100%',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.peers/'],
}
