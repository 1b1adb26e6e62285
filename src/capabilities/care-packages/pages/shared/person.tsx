import { perUnit, unitsText } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatPounds, formatQuantity, formatRate, formatShortDay } from '../../../../core/format.ts'
import { isPayer } from '../../../../core/payers.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { FollowLink } from '../../../../platform/web/patterns/follow-link.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Package } from '../../rules/package.ts'
import { deliveredByWeek } from '../../rules/person-figures.ts'
import { inForceOn, priceSteps, stepOn } from '../../rules/price-steps.ts'
import { standingOf } from '../../rules/standing.ts'
import { warningsOf } from '../../rules/warnings.ts'
import type { PayersOf } from '../../store/payers.ts'
import type { AroundPerson } from '../../store/person.ts'
import { Delivered } from './delivered.tsx'
import { PersonBar } from './package.tsx'
import { Priced } from './person-charts.tsx'
import type { PersonProps } from './person-props.ts'
import { PersonTimeline } from './person-timeline.tsx'
import { Documents, Messages } from './person-papers.tsx'
import { Warnings } from './warnings.tsx'
import { PAYER_WORDS, WhoPaysOf } from './who-pays.tsx'
import { standingWords, WEEK_WORDS } from './words.ts'

export interface WithPayers extends PersonProps {
  readonly payers: readonly PayersOf[]
}

/** One person on one page: care, weeks, payments, messages, documents, and what happened when. */
export function PersonOnePage({ around, payers, today, face }: WithPayers) {
  const { packages, weeks, lines } = around
  const [first] = packages
  if (first === undefined) return null
  return (
    <>
      <PersonBar person={first.person} restrictedPeople={`${face}/restricted-people`} />
      <Warnings warnings={warningsOf(packages, { today, weeks: weeks ?? [] })} base={`${face}/packages`} />
      <Packages around={around} today={today} face={face} />
      <WhoPaysOf packages={packages} payers={payers} today={today} face={face} />
      {weeks === undefined ? null : <Weeks around={around} today={today} face={face} />}
      {lines === undefined ? null : <Payments around={around} today={today} face={face} />}
      <Messages around={around} face={face} />
      <Documents around={around} face={face} />
      <PersonTimeline around={around} today={today} face={face} />
      <FollowLink subject={{ kind: 'person', id: first.person.id }} face={face} />
    </>
  )
}

function Packages({ around: { packages }, today, face }: PersonProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Care packages</h2>
      <ResponsiveTable
        caption="Care packages of this person, newest first"
        captionHidden
        columns={[
          { heading: 'Reference', nowrap: true },
          { heading: 'Service' },
          { heading: 'Planned a week', numeric: true },
          { heading: 'Price', numeric: true },
          { heading: 'A week costs', numeric: true },
          { heading: 'Dates', nowrap: true },
          { heading: 'State' },
          ...(face === '/provider' ? [{ heading: 'Ask', label: 'Ask the council' }] : []),
        ]}
        rows={packages.map((care) => [
          <a class="govuk-link" href={`${face}/packages/${care.id}`}>
            {care.reference}
          </a>,
          `${face === '/council' ? `${care.provider.name}: ` : ''}${care.service.name}, ${care.serviceLevel}`,
          ...priceCells(care, today),
          care.endsOn === null
            ? `From ${formatShortDay(care.startsOn)}`
            : `${formatShortDay(care.startsOn)} to ${formatShortDay(care.endsOn)}`,
          <Standing care={care} today={today} />,
          ...(face === '/provider' ? [<AskAbout care={care} />] : []),
        ])}
      />
    </>
  )
}

function priceCells(care: Package, today: LocalDate): readonly [string, string, string] {
  const step = stepOn(priceSteps(care), today)
  if (step === undefined) return ['Not known', 'No price', '']
  return [
    unitsText(step.planned, care.unit),
    `${formatRate(step.price)} ${perUnit(care.unit)}`,
    formatPounds(step.weekly),
  ]
}

function Standing({ care, today }: { readonly care: Package; readonly today: LocalDate }) {
  const terms = inForceOn(care.terms, today) ?? care.terms.at(-1)
  const { text, colour } = standingWords(
    standingOf({ ...care, signGate: terms?.signGate ?? null, recording: terms?.recording ?? null }, today),
  )
  return <Tag colour={colour}>{text}</Tag>
}

/** The words are read out with the reference, so that each link says what it is about. */
function AskAbout({ care }: { readonly care: Package }) {
  return (
    <a class="govuk-link" href={`/provider/messages/new?package=${care.id}`}>
      Write a message<span class="govuk-visually-hidden"> about {care.reference}</span>
    </a>
  )
}

function Weeks({ around: { weeks = [], packages }, face }: PersonProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Weeks</h2>
      {deliveredByWeek(weeks, packages).map(({ unit, weeks: totals }) => (
        <Delivered unit={unit} weeks={totals} />
      ))}
      <ResponsiveTable
        caption="Care recorded in the last 12 weeks, newest first"
        columns={[
          { heading: 'Week from', nowrap: true },
          { heading: 'Package', nowrap: true },
          { heading: 'Planned', numeric: true },
          { heading: 'Delivered', numeric: true },
          { heading: 'State' },
        ]}
        rows={weeks.map((week) => [
          <a
            class="govuk-link"
            href={
              face === '/provider'
                ? `/provider/actuals/${week.serviceId}/${week.weekStart}/${week.packageId}`
                : `/council/actuals/${week.packageId}/${week.weekStart}`
            }
          >
            {formatShortDay(week.weekStart)}
          </a>,
          referenceOf(packages, week.packageId),
          formatQuantity(week.planned),
          formatQuantity(week.actual),
          <Tag colour={WEEK_WORDS[week.status].colour}>{WEEK_WORDS[week.status].text}</Tag>,
        ])}
        empty="No week of this person’s care was recorded in the last 12 weeks."
      />
    </>
  )
}

function Payments({ around: { lines = [], packages } }: PersonProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Payments</h2>
      <Priced lines={lines} />
      <ResponsiveTable
        caption="What was priced in the last 12 weeks, newest first"
        columns={[
          { heading: 'Days', nowrap: true },
          { heading: 'Package', nowrap: true },
          { heading: 'Units', numeric: true },
          { heading: 'Amount', numeric: true },
          { heading: 'Where it stands' },
        ]}
        rows={lines.map((line) => [
          `${formatShortDay(line.coversFrom)} to ${formatShortDay(line.to)}`,
          referenceOf(packages, line.packageId),
          isPayer(line.kind) ? PAYER_WORDS[line.kind] : unitsText(line.quantity, line.unit),
          formatPounds(line.amount),
          standsAt(line),
        ])}
        empty="Nothing was priced for this person’s care in the last 12 weeks."
      />
    </>
  )
}

function standsAt({ paidOn, invoiceReference, kind }: NonNullable<AroundPerson['lines']>[number]): string {
  const correction = kind === 'adjustment' ? 'Correction. ' : ''
  if (paidOn !== null) return `${correction}Paid on ${formatDay(paidOn)}`
  return correction + (invoiceReference === null ? 'Waits for payment' : `On invoice ${invoiceReference}`)
}

function referenceOf(packages: readonly Package[], id: string): string {
  return packages.find((care) => care.id === id)?.reference ?? ''
}
