import { Readable } from 'node:stream'
import { BYTE_ORDER_MARK, csvText } from '../../../../../core/csv.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import { quantityText } from '../../../../../core/decimal.ts'
import type { Package, PackageVersion } from '../../../rules/package.ts'
import type { Changed } from '../../../store/commissioned.ts'

/** A package as a rostering system takes it: docs/commissioned-care.md says what each field means. */
export function commissionedCare(care: Package, { changedAt }: Pick<Changed, 'changedAt'>) {
  const { person } = care
  return {
    reference: care.reference,
    ownReference: care.ownReference,
    state: care.status,
    changedAt: changedAt.toISOString(),
    person: {
      reference: person.reference,
      nhsNumber: person.nhsNumber,
      givenName: person.givenName,
      familyName: person.familyName,
      bornOn: person.bornOn,
      restricted: person.restricted,
    },
    service: { reference: care.service.reference, name: care.service.name },
    contract: care.contract.number,
    serviceLevel: care.serviceLevel,
    unit: care.unit,
    startsOn: care.startsOn,
    lastDay: care.endsOn,
    recordableFrom: care.recordableFrom,
    plans: care.versions.toSorted((a, b) => (a.from < b.from ? -1 : 1)).map((version) => planOf(care, version)),
  }
}

function planOf(care: Package, { version, from, until, planned, plannedByDay }: PackageVersion) {
  return {
    version,
    from,
    until,
    plannedAWeek: quantityText(planned),
    plannedByDay: plannedByDay?.map((amount) => quantityText(amount)) ?? null,
    visits: care.timetable
      .filter((visit) => visit.version === version)
      .map(({ weekday, startsAt, minutes, carers }) => ({ weekday, startsAt, minutes, carers })),
  }
}

export type Stretch = readonly (readonly [Package, Changed])[]
type Heading = { readonly council: string; readonly madeAt: Date; readonly since: LocalDate | undefined }

export function commissionedJson(heading: Heading, stretches: AsyncIterable<Stretch>): Readable {
  return Readable.from(jsonText(heading, stretches), { objectMode: false })
}

async function* jsonText({ council, madeAt, since }: Heading, stretches: AsyncIterable<Stretch>) {
  const head = { format: 'commissioned-care-1', council, madeAt: madeAt.toISOString(), since: since ?? null }
  yield `${JSON.stringify(head).slice(0, -1)},"packages":[`
  let before = '\n'
  for await (const stretch of stretches)
    for (const [care, changed] of stretch) {
      yield before + JSON.stringify(commissionedCare(care, changed))
      before = ',\n'
    }
  yield '\n]}\n'
}

const HEADINGS = [
  ...[
    'reference',
    'own_reference',
    'state',
    'changed_at',
    'person_reference',
    'nhs_number',
    'given_name',
    'family_name',
  ],
  ...['service_reference', 'service', 'contract', 'service_level', 'unit', 'starts_on', 'last_day', 'version', 'from'],
  ...[
    'until',
    'planned_a_week',
    'monday',
    'tuesday',
    'wednesday',
    'thursday',
    'friday',
    'saturday',
    'sunday',
    'visits',
  ],
]
const NO_DAYS = Array.from({ length: 7 }, () => null)

/** One row a plan. Visits are 'weekday time minutes carers', joined by '; '. */
export function commissionedCsv(stretches: AsyncIterable<Stretch>): Readable {
  return Readable.from(csvLines(stretches), { objectMode: false })
}

async function* csvLines(stretches: AsyncIterable<Stretch>) {
  yield BYTE_ORDER_MARK + csvText([HEADINGS])
  for await (const stretch of stretches)
    yield csvText(stretch.flatMap(([care, changed]) => rowsOf(commissionedCare(care, changed))))
}

function rowsOf(care: ReturnType<typeof commissionedCare>) {
  return care.plans.map((plan) => [
    ...[care.reference, care.ownReference, care.state, care.changedAt, care.person.reference, care.person.nhsNumber],
    ...[care.person.givenName, care.person.familyName, care.service.reference, care.service.name, care.contract],
    ...[care.serviceLevel, care.unit, care.startsOn, care.lastDay, plan.version, plan.from, plan.until],
    plan.plannedAWeek,
    ...(plan.plannedByDay ?? NO_DAYS),
    plan.visits
      .map(({ weekday, startsAt, minutes, carers }) => [weekday, startsAt, minutes, carers].join(' '))
      .join('; '),
  ])
}
