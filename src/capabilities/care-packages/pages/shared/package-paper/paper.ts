import { perUnit, unitsText } from '../../../../../core/care-units.ts'
import { addDays, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds, formatRate, formatTime } from '../../../../../core/format.ts'
import type { PdfDocument, PdfSection } from '../../../../../platform/pdf/document.ts'
import type { OpenRange, Package } from '../../../rules/package.ts'
import type { Payers } from '../../../rules/payers.ts'
import { inForceOn, priceSteps, stepOn, type UpliftPrice } from '../../../rules/price-steps.ts'
import { standingOf } from '../../../rules/standing.ts'
import { costSteps } from '../../../rules/unit-cost.ts'
import { whyOf } from '../../../rules/why.ts'
import { factsOf, sumOf, termsText, WEEKDAYS } from '../package.tsx'
import { PAYER_WORDS } from '../who-pays.tsx'
import { standingWords, whyText } from '../words.ts'

type Shown = {
  readonly care: Package
  readonly payers: Payers
  readonly uplifts: readonly UpliftPrice[]
  readonly council: string
  readonly today: LocalDate
}

/** One package to print and to file: what is planned, what it costs and why. */
export function packagePaper({ care, payers, uplifts, council, today }: Shown): PdfDocument {
  const step = stepOn(priceSteps(care), today)
  const terms = inForceOn(care.terms, step?.from ?? today) ?? care.terms.at(-1)
  const standing = standingOf(
    { ...care, signGate: terms?.signGate ?? null, recording: terms?.recording ?? null },
    today,
  )
  const facts = [
    { key: 'Person', value: personText(care) },
    ...factsOf(care),
    { key: 'State', value: standingWords(standing).text },
    { key: 'A week costs', value: step === undefined ? 'There is no price yet' : sumOf(step, care) },
  ]
  return {
    title: `Care package ${care.reference}`,
    from: council,
    facts: facts.map(({ key, value }) => ({ name: key, value })),
    sections: [costSection({ care, payers, uplifts }), ...planSections(care, step?.version), ...payerSections(payers)],
    notes: [termsText(terms), `As it stood on ${formatDay(today)}.`],
    footer: `Care package ${care.reference}`,
  }
}

/** As on the screen: of a restricted person the reference alone. */
function personText({ person }: Package): string {
  if (person.restricted) return `Restricted person, ${person.reference}`
  const number = person.nhsNumber === null ? '' : `, NHS number ${person.nhsNumber}`
  return `${person.givenName} ${person.familyName}, ${person.reference}${number}`
}

function costSection({ care, payers, uplifts }: Pick<Shown, 'care' | 'payers' | 'uplifts'>): PdfSection {
  const topUps = payers.rows.filter(({ payer }) => payer === 'top-up')
  return {
    heading: 'Cost and breakdown of care',
    columns: [
      { heading: 'From', share: 4 },
      { heading: 'Last day', share: 4 },
      { heading: 'Why', share: 5 },
      { heading: 'Planned a week', numeric: true },
      { heading: 'Price', numeric: true },
      { heading: 'A week costs', numeric: true },
      { heading: 'Unit cost', numeric: true },
    ],
    rows: costSteps(care, topUps).map((step) => [
      ...daysOf(step),
      whyText(whyOf(care, step, uplifts)),
      unitsText(step.planned, care.unit),
      `${formatRate(step.price)} ${perUnit(care.unit)}`,
      formatPounds(step.weekly),
      formatRate(step.unitCost),
    ]),
  }
}

function daysOf({ from, until }: OpenRange): readonly [string, string] {
  return [formatDay(from), until === null ? 'No end is set' : formatDay(addDays(until, -1))]
}

/** The visits of the plan in force, or its amounts by day; a plan for the week as a whole has neither. */
function planSections({ timetable, versions, unit }: Package, version: number | undefined): readonly PdfSection[] {
  const visits = timetable.filter((visit) => visit.version === version)
  if (visits.length > 0)
    return [
      {
        heading: 'Timetable',
        columns: [
          { heading: 'Day' },
          { heading: 'Starts' },
          { heading: 'Minutes', numeric: true },
          { heading: 'Carers', numeric: true },
        ],
        rows: visits.map(({ weekday, startsAt, minutes, carers }) => [
          WEEKDAYS[weekday - 1] ?? '',
          formatTime(startsAt),
          String(minutes),
          String(carers),
        ]),
      },
    ]
  const byDay = versions.find((one) => one.version === version)?.plannedByDay ?? null
  if (byDay === null) return []
  return [
    {
      heading: 'Planned by day',
      columns: [{ heading: 'Day' }, { heading: 'Planned', numeric: true }],
      rows: byDay.map((amount, index) => [WEEKDAYS[index] ?? '', unitsText(amount, unit)]),
    },
  ]
}

function payerSections({ rows }: Payers): readonly PdfSection[] {
  const paid = rows.filter(({ weekly }) => weekly > 0n)
  if (paid.length === 0) return []
  return [
    {
      heading: 'Who pays what',
      columns: [
        { heading: 'Who', share: 6 },
        { heading: 'From', share: 4 },
        { heading: 'Last day', share: 4 },
        { heading: 'A week', numeric: true },
      ],
      rows: paid.map(({ payer, weekly, ...days }) => [PAYER_WORDS[payer], ...daysOf(days), formatPounds(weekly)]),
    },
  ]
}
