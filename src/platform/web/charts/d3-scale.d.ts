/** The package ships no types. Only what our charts need. */
declare module 'd3-scale' {
  interface LinearScale {
    (value: number): number
    domain(ends: readonly [number, number]): LinearScale
    range(ends: readonly [number, number]): LinearScale
    nice(count?: number): LinearScale
    ticks(count?: number): readonly number[]
  }
  interface BandScale {
    (value: string): number | undefined
    domain(values: readonly string[]): BandScale
    range(ends: readonly [number, number]): BandScale
    padding(share: number): BandScale
    bandwidth(): number
  }
  export function scaleLinear(): LinearScale
  export function scaleBand(): BandScale
}
