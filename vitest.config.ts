import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Pothos and the server must share one copy of graphql, or types come "from another realm".
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
