import type { LocalDate } from '../../../core/dates.ts'
import type { DocumentType } from './document.ts'

export const ROWS_PER_PAGE = 50

export type DocumentFilter = {
  readonly type: DocumentType | undefined
  readonly personId: string | undefined
  /** The beginning of a person's family or given name, or a whole reference. */
  readonly person: string
  /** Inside the newest version, or in its title. */
  readonly words: string
  readonly from: LocalDate | undefined
  readonly to: LocalDate | undefined
  /** Only what is new to whoever asks. */
  readonly newOnly: boolean
  readonly after: { readonly at: string; readonly id: string } | undefined
}
