import { PersonPage } from '../../src/capabilities/care-packages/pages/shared/person-page/page.tsx'
import { wholePackages, type PackageParts } from '../../src/capabilities/care-packages/store/package.ts'
import { getAroundPerson, type AroundPerson } from '../../src/capabilities/care-packages/store/person.ts'
import { listPayers } from '../../src/capabilities/care-packages/store/payers.ts'
import { londonToday, systemClock } from '../../src/platform/clock.ts'
import { BarePersonGiven } from '../kit/bare-given.ts'
import { bareView, serveBare } from '../kit/bare-server.ts'

const sees = { agreements: true, weeks: true, payments: true, messages: true, documents: true }

type Rows<T> = T extends readonly (infer Row)[] ? Row & object : never

/** The limit of the page of a person. */
export function barePersonChild(input: unknown): Promise<undefined> {
  const given = BarePersonGiven.parse(input)
  const { personId, providerId } = given
  const today = londonToday(systemClock.now())
  const view = bareView(given, `/provider/service-users/${personId}`)
  return serveBare(given, {
    statements: 13,
    read: (tx) =>
      Promise.all([
        getAroundPerson(tx, { providerId }, { personId, today, sees }),
        listPayers(tx, { providerId }, { personId }),
      ]),
    write: async (ask) => {
      const [facts, versions, timetables, rates, terms, agreements, weeks, lines, messages, documents, happened] =
        await Promise.all([
          ask<Rows<PackageParts[0]>>(0),
          ask<Rows<PackageParts[1]>>(1),
          ask<Rows<PackageParts[2]>>(2),
          ask<Rows<PackageParts[3]>>(3),
          ask<Rows<PackageParts[4]>>(4),
          ask<Rows<AroundPerson['agreements']>>(5),
          ask<Rows<AroundPerson['weeks']>>(6),
          ask<Rows<AroundPerson['lines']>>(7),
          ask<Rows<AroundPerson['messages']>>(8),
          ask<Rows<AroundPerson['documents']>>(9),
          ask<Rows<AroundPerson['happened']>>(10),
          ask(11),
          ask(12),
        ])
      const packages = wholePackages([facts, versions, timetables, rates, terms])
      const around = { personId, packages, agreements, weeks, lines, messages, documents, happened }
      return <PersonPage around={around} payers={[]} today={today} face="/provider" view={view} />
    },
  })
}
