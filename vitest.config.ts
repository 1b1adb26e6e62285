import { defineConfig } from 'vitest/config'

// A default export is what the tool reads; nowhere else is there one.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['src/platform/db/testing/global-setup.ts'],
    // No module is mocked and each file has a database of its own, so files may share a thread: 5 to 8 times faster.
    pool: 'threads',
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
