const path = require('node:path');

const root = path.resolve(__dirname, '..');
const base = {
  rootDir: root,
  testEnvironment: 'node',
  transform: { '\\.[mc]?[tj]sx?$': '<rootDir>/.config/jest-transform.cjs' },
  transformIgnorePatterns: [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/client/dist/', '<rootDir>/.spike/'],
};
const project = (displayName, testMatch, more = {}) => ({ ...base, displayName, testMatch, ...more });
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** One project a level: unit beside the code; integration, end-to-end and browser tests share one real PostgreSQL. */
module.exports = {
  rootDir: root,
  maxWorkers: 2,
  // For what hangs: machines that are shared are slow, and nothing here is timed.
  testTimeout: 60_000,
  projects: [
    project('unit', [
      '<rootDir>/src/**/*.spec.ts',
      '<rootDir>/test/bench/**/*.spec.ts',
      '<rootDir>/client/src/**/*.spec.ts',
      '<rootDir>/client/src/**/*.spec.tsx',
    ]),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts'], withDatabase),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], withDatabase),
    project('sdk', ['<rootDir>/test/sdk/**/*.spec.ts'], withDatabase),
    project('faults', ['<rootDir>/test/faults/realtime.spec.ts']),
    project('jobfaults', ['<rootDir>/test/faults/jobs*.spec.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.spec.ts'], withDatabase),
  ],
};
