export default {
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  // Many of the tests wait for other machines' answers, not for the cores.
  maxWorkers: '150%',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.peers/'],
}
