import type { Weekday } from '../../../../core/dates.ts'

/** What a file as a whole is held against. */
export type FileContext = {
  readonly weekStartsOn: Weekday
  readonly providerReference: string
  readonly contractNumbers: readonly string[]
  readonly longestClaim: number
  /** The upload that saved rows under the file's own reference. */
  readonly usedBy: { readonly id: string; readonly sentAt: Date } | undefined
}
