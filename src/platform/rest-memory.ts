import { performance, type EventLoopUtilization } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { z } from 'zod'

const MEBIBYTE = 1024 * 1024

type Rest = {
  /** How often it looks, in milliseconds. */
  readonly everyMs?: number
  /** How much more than after the last rest makes it worth while. */
  readonly growth?: number
  readonly collect?: () => void
}

/** Less than this part of the time at work, two looks in a row, is rest: five pages a second are more. */
const BUSY = 0.02

const Collect = z.custom<(how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void>(
  (value) => typeof value === 'function',
)

/**
 * Gives memory back after a burst of work: a start, an import, a payment run. V8 by itself keeps what it grew to until it
 * next needs room, so a portal that nobody uses would hold for hours what it needed for seconds. It waits until nothing is
 * asked of the process, because collecting takes some 50 ms.
 */
export function restMemory({ everyMs = 2000, growth = 32 * MEBIBYTE, collect = collector() }: Rest = {}): {
  readonly stop: () => Promise<void>
} {
  let rested = 0
  let quiet = 0
  let before: EventLoopUtilization = performance.eventLoopUtilization()
  const look = (): void => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    quiet = utilization < BUSY ? quiet + 1 : 0
    if (quiet < 2 || process.memoryUsage().heapTotal - rested < growth) return
    collect()
    rested = process.memoryUsage().heapTotal
  }
  const timer = setInterval(look, everyMs).unref()
  return {
    stop: () => {
      clearInterval(timer)
      return Promise.resolve()
    },
  }
}

function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = Collect.parse(runInNewContext('gc'))
  return () => collect({ type: 'major', flavor: 'last-resort' })
}
