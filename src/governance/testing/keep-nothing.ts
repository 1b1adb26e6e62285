import type { Work, WorkRunner } from '../../platform/work.ts'

/** Thrown to roll back what was done, with what it answered. */
class Done<T> extends Error {
  readonly value: T
  constructor(value: T) {
    super('done, and undone')
    this.value = value
  }
}

/** Does all of every command, with its statements and their constraints, and keeps nothing: the next finds the same rows. */
export function keepNothing(runner: WorkRunner): WorkRunner {
  const undone = async <T>(
    run: (act: (work: Work) => Promise<never>) => Promise<never>,
    act: (work: Work) => Promise<T>,
  ): Promise<T> => {
    try {
      return await run(async (work) => {
        throw new Done(await act(work))
      })
    } catch (fault) {
      if (fault instanceof Done) return fault.value as T
      throw fault
    }
  }
  return {
    run: (actor, act) => undone((inner) => runner.run(actor, inner), act),
    runBulk: (actor, act) => undone((inner) => runner.runBulk(actor, inner), act),
    runOnce: (actor, _request, act) => undone((inner) => runner.run(actor, inner), act),
  }
}
