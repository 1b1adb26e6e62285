import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { restMemory } from './rest-memory.ts'

const MEBIBYTE = 1024 * 1024

test('what a burst of work took is given back once the process rests', async () => {
  const { stop } = restMemory({ everyMs: 100, growth: 8 * MEBIBYTE })
  onTestFinished(stop)
  const before = process.memoryUsage().heapTotal
  let burst: object[] | null = Array.from({ length: 1_000_000 }, (_, index) => ({ index }))
  const during = process.memoryUsage().heapTotal
  expect(burst).toHaveLength(1_000_000)
  burst = null
  await expect.poll(() => process.memoryUsage().heapTotal, { timeout: 10_000 }).toBeLessThan((before + during) / 2)
})

test('nothing is collected before the process rests', async () => {
  let collected = 0
  const { stop } = restMemory({ everyMs: 50, growth: 0, collect: () => (collected += 1) })
  onTestFinished(stop)
  for (let times = 0; times < 20; times += 1) {
    const until = performance.now() + 40
    while (performance.now() < until);
    await sleep(1)
  }
  expect(collected).toBe(0)
  await expect.poll(() => collected, { timeout: 10_000 }).toBeGreaterThan(0)
})
