import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Package } from '../rules/package.ts'
import {
  listAgreementsAbout,
  listDocumentsOf,
  listLinesOf,
  listMessagesOf,
  listWeeksOf,
  type AgreementAbout,
  type DocumentOf,
  type LineOf,
  type MessageOf,
  type WeekOf,
} from './around-person.ts'
import { listHappenedTo, type HappenedTo } from './happened-to.ts'
import type { Reach } from './reach.ts'
import { listPackagesOf } from './package.ts'

/** Which parts the reader may see. */
export type Sees = {
  readonly agreements: boolean
  readonly weeks: boolean
  readonly payments: boolean
  readonly messages: boolean
  readonly documents: boolean
}

/** Everything about one person's care that the reader may see; what they may not is left out altogether. */
export type AroundPerson = {
  readonly personId: string
  readonly packages: readonly Package[]
  readonly agreements: readonly AgreementAbout[] | undefined
  readonly weeks: readonly WeekOf[] | undefined
  readonly lines: readonly LineOf[] | undefined
  readonly messages: readonly MessageOf[] | undefined
  readonly documents: readonly DocumentOf[] | undefined
  readonly happened: readonly HappenedTo[]
}

type Asked = { readonly personId: string; readonly today: LocalDate; readonly sees: Sees }

/** Eleven statements in one round trip. Whoever has no care within the reader's reach is not found. */
export async function getAroundPerson(tx: Tx, reach: Reach, { personId, today, sees }: Asked): Promise<AroundPerson> {
  const asked = { personId, today }
  const [packages, agreements, weeks, lines, messages, documents, happened] = await Promise.all([
    listPackagesOf(tx, reach, personId),
    sees.agreements ? listAgreementsAbout(tx, reach, personId) : undefined,
    sees.weeks ? listWeeksOf(tx, reach, asked) : undefined,
    sees.payments ? listLinesOf(tx, reach, asked) : undefined,
    sees.messages ? listMessagesOf(tx, reach, personId) : undefined,
    sees.documents ? listDocumentsOf(tx, reach, personId) : undefined,
    listHappenedTo(tx, reach, personId),
  ])
  if (packages.length === 0) throw new NotFound('person')
  return { personId, packages, agreements, weeks, lines, messages, documents, happened }
}
