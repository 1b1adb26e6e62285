import { AgreementsPage } from '../../src/capabilities/agreements/pages/provider/agreements/page.tsx'
import { ListQuery, listingOf } from '../../src/capabilities/agreements/pages/shared/query.ts'
import { listSavedFilters, type SavedFilter } from '../../src/capabilities/agreements/store/filters.ts'
import {
  countAwaitingDecision,
  listAgreements,
  type AgreementRow,
} from '../../src/capabilities/agreements/store/list.ts'
import { listServicesToChoose } from '../../src/capabilities/providers/index.ts'
import { findPause, type Pause } from '../../src/capabilities/agreements/store/pause.ts'
import { countSheetsToConfirm } from '../../src/capabilities/agreements/store/sheet-to-confirm.ts'
import { londonToday, systemClock } from '../../src/platform/clock.ts'
import { BareGiven } from '../kit/bare-given.ts'
import { bareView, serveBare } from '../kit/bare-server.ts'

type Service = { readonly id: string; readonly name: string }
type Count = { readonly count: bigint; readonly soonest: AgreementRow['startsOn'] | null }

/** The limit of the agreement list. */
export function bareAgreementsChild(input: unknown): Promise<undefined> {
  const given = BareGiven.parse(input)
  const reach = { providerId: given.providerId }
  const listing = listingOf(ListQuery.parse({}), 'published')
  const today = londonToday(systemClock.now())
  const view = bareView(given, '/provider/agreements')
  const form = { csrf: 'x', values: {}, errors: [], idempotencyKey: 'x' }
  const words = { word: 'Individual agreement', may: { sign: true, ask: true } }
  return serveBare(given, {
    statements: 6,
    read: (tx) =>
      Promise.all([
        listAgreements(tx, reach, listing.filter),
        countAwaitingDecision(tx),
        listServicesToChoose(tx, reach),
        listSavedFilters(tx, { accountId: given.councilId, ...reach }),
        findPause(tx),
        countSheetsToConfirm(tx, reach),
      ]),
    write: async (ask) => {
      const [rows, [count], services, saved, [pause], [signed]] = await Promise.all([
        ask<AgreementRow>(0),
        ask<Count>(1),
        ask<Service>(2),
        ask<SavedFilter>(3),
        ask<Pause>(4),
        ask<{ count: number }>(5),
      ])
      const awaiting = { count: Number(count?.count ?? 0n), soonestStart: count?.soonest ?? null }
      const sheets = signed?.count ?? 0
      return (
        <AgreementsPage
          {...{ rows, services, saved, pause, listing, awaiting, sheets, today, form, view }}
          {...words}
        />
      )
    },
  })
}
