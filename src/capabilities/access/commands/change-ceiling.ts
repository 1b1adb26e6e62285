import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { ceilingSentences, isSameCeiling, type Ceiling } from '../rules/ceiling.ts'
import { lockCeiling, saveCeiling } from '../store/ceiling.ts'

export type CeilingRefusal = { readonly code: 'changed' | 'nothing-changed' }
type Changing = {
  readonly ceiling: Ceiling
  /** What the page showed, so that nobody undoes what they did not see. */
  readonly shown: Ceiling
}

/** From today on. Who was invited under another one keeps what they were given. */
export async function changeCeiling(work: Work, { ceiling, shown }: Changing): Promise<Outcome<true, CeilingRefusal>> {
  const before = await lockCeiling(work.tx, work.today)
  if (isSameCeiling(before, ceiling)) return refused({ code: 'nothing-changed' })
  if (!isSameCeiling(before, shown)) return refused({ code: 'changed' })
  await saveCeiling(work.tx, ceiling, work.today)
  const council = { type: 'council', id: work.tx.councilId }
  await work.audit('people.ceiling-changed', council, {
    from: work.today,
    before: ceilingSentences(before),
    after: ceilingSentences(ceiling),
  })
  return done(true)
}
