import type { Fault } from '../rules/faults.ts'

/** Every fault is counted; the first thousand are kept, which is more than anyone mends before trying again. */
export const MOST_FAULTS = 1_000

export class FaultList {
  #count = 0
  readonly #kept: Fault[] = []
  readonly #byFile = new Map<string, number>()

  add(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      this.#countOne(fault.file, 1)
      if (this.#kept.length < MOST_FAULTS) this.#kept.push(fault)
    }
  }

  /** More faults of a file than were kept. */
  addUnkept(file: string, count: number): void {
    this.#countOne(file, count)
  }

  get room(): number {
    return MOST_FAULTS - this.#kept.length
  }
  get count(): number {
    return this.#count
  }
  get kept(): readonly Fault[] {
    return this.#kept
  }
  countOf(file: string): number {
    return this.#byFile.get(`${file}.csv`) ?? 0
  }

  #countOne(file: string, count: number): void {
    this.#count += count
    this.#byFile.set(file, (this.#byFile.get(file) ?? 0) + count)
  }
}
