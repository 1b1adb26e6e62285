/** The time of day, which runs on while the computer sleeps; the browser's own stopwatch may not. */
export function now(): number {
  // eslint-disable-next-line no-restricted-properties, no-restricted-syntax -- the one reading of the clock in the browser
  return Date.now()
}
