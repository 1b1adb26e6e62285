import { PackagesPage } from '../../src/capabilities/care-packages/pages/provider/packages/page.tsx'
import { filterOf, ListQuery } from '../../src/capabilities/care-packages/pages/shared/query.ts'
import {
  listContracts,
  listPackages,
  listWarningsOfPage,
  type PackageRow,
} from '../../src/capabilities/care-packages/store/list.ts'
import { warningOf, type WarningRow } from '../../src/capabilities/care-packages/store/package-warnings.ts'
import { listServicesToChoose } from '../../src/capabilities/providers/index.ts'
import { londonToday, systemClock } from '../../src/platform/clock.ts'
import { BareGiven } from '../kit/bare-given.ts'
import { bareView, serveBare } from '../kit/bare-server.ts'

type Choice = { readonly id: string; readonly name: string }

/** The limit of the package list. */
export function bareListChild(input: unknown): Promise<undefined> {
  const given = BareGiven.parse(input)
  const reach = { providerId: given.providerId }
  const query = ListQuery.parse({})
  const today = londonToday(systemClock.now())
  const view = bareView(given, '/provider/packages')
  return serveBare(given, {
    statements: 4,
    read: (tx) =>
      Promise.all([
        listPackages(tx, reach, filterOf(query, today)),
        listWarningsOfPage(tx, reach, filterOf(query, today)),
        listServicesToChoose(tx, reach),
        listContracts(tx, reach),
      ]),
    write: async (ask) => {
      const [rows, warned, services, contracts] = await Promise.all([
        ask<PackageRow>(0),
        ask<WarningRow>(1),
        ask<Choice>(2),
        ask<Choice>(3),
      ])
      const warnings = warned.flatMap(warningOf)
      return (
        <PackagesPage
          mayAsk
          mayName
          counts={undefined}
          {...{ rows, warnings, services, contracts, query, today, view }}
        />
      )
    },
  })
}
