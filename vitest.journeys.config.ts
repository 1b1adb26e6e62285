import { defineConfig } from 'vitest/config'

// Browser journeys against the built program. A default export is what the tool reads.
export default defineConfig({
  test: {
    include: ['journeys/**/*.test.ts'],
    globalSetup: ['journeys/kit/program.ts'],
    // One browser at a time: on two cores a second one only makes both slow.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    teardownTimeout: 60_000,
  },
})
