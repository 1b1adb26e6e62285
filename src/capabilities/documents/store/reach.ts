import type { Side } from '../rules/document.ts'

/** Who reads: the provider face says whose rows it means; restricted people are for those who need to know. */
export type Reader = {
  readonly providerId: string | undefined
  readonly accountId: string
  readonly side: Side
  readonly now: Date
}
