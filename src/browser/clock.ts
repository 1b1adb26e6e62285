/** The time of day, which runs on while the computer sleeps; the browser's own stopwatch may not. */
export function now(): number {
  return Date.now()
}
