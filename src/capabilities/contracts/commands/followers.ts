import type { Work } from '../../../platform/work.ts'

/** What later capabilities do about an uplift, or about a price that was approved on its own, in the same transaction; handed over where the program is put together. */
export type UpliftFollowers = {
  /** Agreements about care at the old prices get a new version, by a job. */
  readonly renew: (work: Work, uplift: { readonly id: string; readonly name: string }) => Promise<void>
  /** All that came of `renew` is out of force. */
  readonly withdraw: (work: Work, undone: { readonly id: string; readonly reason: string }) => Promise<unknown>
}
