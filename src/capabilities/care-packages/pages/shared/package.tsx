import { nightsAwayText } from '../../../../core/absence-tiers.ts'
import { perUnit, unitsText } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatPounds, formatRate, formatTime } from '../../../../core/format.ts'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { IdentityBar } from '../../../../platform/web/patterns/identity-bar.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { ContractTerms, Package, PackageVersion, PriceStep } from '../../rules/package.ts'
import { inForceOn, priceSteps, stepOn, stepsAfter, upliftOf, type UpliftPrice } from '../../rules/price-steps.ts'
import { standingOf } from '../../rules/standing.ts'
import { whyOf } from '../../rules/why.ts'
import { CAUSE_WORDS, STANDING_MEANS, standingWords, whyText } from './words.ts'

interface PackageProps {
  readonly care: Package
  readonly today: LocalDate
  readonly uplifts: Uplifts
}

export type Uplifts = {
  readonly prices: readonly UpliftPrice[]
  /** Where an uplift is read on this face; undefined for whoever may not read it. */
  readonly base: string | undefined
}

interface PersonBarProps extends Pick<Package, 'person'> {
  /** Where people who need to know open the details. */
  readonly restrictedPeople: string
}

export function PersonBar({ person, restrictedPeople }: PersonBarProps) {
  if (person.restricted)
    return (
      <IdentityBar>
        Restricted person, reference{' '}
        <a class="govuk-link" href={`${restrictedPeople}/${person.id}`}>
          {person.reference}
        </a>
      </IdentityBar>
    )
  const facts = [
    `${person.givenName} ${person.familyName}`,
    `reference ${person.reference}`,
    ...(person.nhsNumber === null ? [] : [`NHS number ${person.nhsNumber}`]),
    ...(person.bornOn === null ? [] : [`born ${formatDay(person.bornOn)}`]),
    ...(person.diedOn === null ? [] : [`died ${formatDay(person.diedOn)}`]),
  ]
  return <IdentityBar>{facts.join(', ')}</IdentityBar>
}

/** One package: what is planned, what it costs and why, what will change. The same facts on both faces. */
export function PackageFacts({ care, today, uplifts }: PackageProps) {
  const steps = priceSteps(care)
  const step = stepOn(steps, today)
  const terms = inForceOn(care.terms, step?.from ?? today) ?? care.terms.at(-1)
  const standing = standingOf(
    { ...care, signGate: terms?.signGate ?? null, recording: terms?.recording ?? null },
    today,
  )
  const { text, colour } = standingWords(standing)
  return (
    <>
      <p class="govuk-body">
        <Tag colour={colour}>{text}</Tag> {STANDING_MEANS[standing.code]}
      </p>
      {stepsAfter(steps, today).map((next) => (
        <InsetText>
          {changeText(next, steps, care)}
          <PartOf uplift={upliftOf(care, next, uplifts.prices)} base={uplifts.base} />
        </InsetText>
      ))}
      <SummaryList rows={factsOf(care)} />
      <h2 class="govuk-heading-m">What a week costs</h2>
      <Formula care={care} step={step} terms={terms} />
      <Steps care={care} steps={steps} uplifts={uplifts} />
      <Plan care={care} step={step} />
      <Versions versions={care.versions} unit={care.unit} />
    </>
  )
}

const END_WORDS = { death: ', as the person has died', moved: ', as the person left' } as const

function endText({ endsOn, endReason }: Package): string {
  if (endsOn === null) return 'No end is set'
  return `${formatDay(endsOn)}${endReason === null ? '' : END_WORDS[endReason]}`
}

/** What a package is, in words: on its page and on its paper. */
export function factsOf(care: Package): { readonly key: string; readonly value: string }[] {
  const { service, contract, provider, recordableFrom } = care
  return [
    { key: 'CPLI reference', value: care.reference },
    ...(care.ownReference === '' ? [] : [{ key: 'Provider’s own reference', value: care.ownReference }]),
    { key: 'Provider', value: `${provider.name} (${provider.reference})` },
    { key: 'Service', value: `${service.name} (${service.reference})` },
    { key: 'Service level', value: care.serviceLevel },
    { key: 'Contract', value: `${contract.title}, number ${contract.number}` },
    { key: 'Starts', value: formatDay(care.startsOn) },
    { key: 'Last day', value: endText(care) },
    { key: 'Recordable from', value: recordableFrom === null ? 'Not yet' : formatDay(recordableFrom) },
  ]
}

interface FormulaProps {
  readonly care: Package
  readonly step: PriceStep | undefined
  readonly terms: ContractTerms | undefined
}

function Formula({ care, step, terms }: FormulaProps) {
  if (step === undefined)
    return (
      <p class="govuk-body">The council’s price book has no price for this care. Nothing can be paid for it yet.</p>
    )
  return (
    <>
      <p class="govuk-body govuk-!-font-weight-bold">{sumOf(step, care)}</p>
      <p class="govuk-body">{termsText(terms)}</p>
    </>
  )
}

/** '14 hours × £22.10 an hour = £309.40 a week' */
export function sumOf({ planned, price, weekly }: PriceStep, { unit }: Pick<Package, 'unit'>): string {
  return `${unitsText(planned, unit)} × ${formatRate(price)} ${perUnit(unit)} = ${formatPounds(weekly)} a week`
}

export function termsText(terms: ContractTerms | undefined): string {
  if (terms === undefined) return 'The contract does not say yet what it pays on.'
  if (terms.recording === 'none')
    return `Paid from the dates of the stay. Nothing is recorded week by week. ${nightsAwayText(terms.absenceTiers)}.`
  if (terms.paymentTerms === 'planned') return 'Paid on what is planned, whatever is delivered.'
  const frustrated = terms.frustratedPercent
  const rest =
    'Each week is rounded once, to the penny. When the price changes inside a week, the week has both prices.'
  if (frustrated === 0) return `Paid on what is delivered. ${rest}`
  const part = frustrated === 100 ? '' : `${String(frustrated)}% of `
  return `Paid on what is delivered, and on ${part}what was planned but missed by the person (“frustrated”: not in, refused, in hospital). ${rest}`
}

export function PaperLink({ id, face }: { readonly id: string; readonly face: '/provider' | '/council' }) {
  return (
    <a class="govuk-link" href={`${face}/packages/${id}.pdf`}>
      Download its cost and breakdown of care (PDF)
    </a>
  )
}

/** 'From 1 April 2025 £22.10 → £23.06 an hour' */
function changeText(next: PriceStep, steps: readonly PriceStep[], { unit }: Package): string {
  const before = steps[steps.indexOf(next) - 1]
  const from = `From ${formatDay(next.from)}`
  if (before === undefined) return `${from} ${formatRate(next.price)} ${perUnit(unit)}`
  const price =
    before.price === next.price ? '' : ` ${formatRate(before.price)} → ${formatRate(next.price)} ${perUnit(unit)}`
  const plan =
    before.planned === next.planned
      ? ''
      : ` ${unitsText(before.planned, unit)} → ${unitsText(next.planned, unit)} a week`
  return `${from}${[price, plan].filter(Boolean).join(',')}: a week costs ${formatPounds(next.weekly)}`
}

interface PartOfProps {
  readonly uplift: UpliftPrice | undefined
  readonly base: string | undefined
}

function PartOf({ uplift, base }: PartOfProps) {
  if (uplift === undefined) return null
  return (
    <>
      . Part of <UpliftName uplift={uplift} base={base} />
    </>
  )
}

/** To the batch for the council, to the letter about what changes for a provider. */
function UpliftName({ uplift: { upliftId, name }, base }: PartOfProps & { readonly uplift: UpliftPrice }) {
  if (base === undefined) return <>{name}</>
  return (
    <a class="govuk-link" href={`${base}/${upliftId}`}>
      {name}
    </a>
  )
}

type StepsProps = Pick<PackageProps, 'care' | 'uplifts'> & { readonly steps: readonly PriceStep[] }

function Steps({ care, steps, uplifts }: StepsProps) {
  return (
    <ResponsiveTable
      caption="Prices and plans by date"
      columns={[
        { heading: 'From' },
        { heading: 'Planned a week', numeric: true },
        { heading: 'Price', numeric: true },
        { heading: 'A week costs', numeric: true },
        { heading: 'Why' },
      ]}
      rows={steps.map((step) => [
        formatDay(step.from),
        unitsText(step.planned, care.unit),
        `${formatRate(step.price)} ${perUnit(care.unit)}`,
        formatPounds(step.weekly),
        <Why care={care} step={step} uplifts={uplifts} />,
      ])}
      empty="There is no price yet."
    />
  )
}

type WhyProps = Pick<PackageProps, 'care' | 'uplifts'> & { readonly step: PriceStep }

function Why({ care, step, uplifts }: WhyProps) {
  const why = whyOf(care, step, uplifts.prices)
  return why.code === 'uplift' ? <UpliftName uplift={why.uplift} base={uplifts.base} /> : <>{whyText(why)}</>
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

function Plan({ care, step }: { readonly care: Package; readonly step: PriceStep | undefined }) {
  const version = care.versions.find((one) => one.version === step?.version) ?? care.versions.at(-1)
  const visits = care.timetable.filter((visit) => visit.version === version?.version)
  const byDay = version?.plannedByDay ?? null
  if (visits.length > 0)
    return (
      <ResponsiveTable
        caption="Timetable"
        columns={[
          { heading: 'Day' },
          { heading: 'Starts' },
          { heading: 'Minutes', numeric: true },
          { heading: 'Carers', numeric: true },
        ]}
        rows={visits.map(({ weekday, startsAt, minutes, carers }) => [
          WEEKDAYS[weekday - 1] ?? '',
          formatTime(startsAt),
          String(minutes),
          String(carers),
        ])}
      />
    )
  if (byDay !== null)
    return (
      <ResponsiveTable
        caption="Planned by day"
        columns={[{ heading: 'Day' }, { heading: 'Planned', numeric: true }]}
        rows={byDay.map((amount, index) => [WEEKDAYS[index] ?? '', unitsText(amount, care.unit)])}
      />
    )
  return (
    <p class="govuk-body">
      {version === undefined
        ? 'Nothing is planned yet.'
        : `${unitsText(version.planned, care.unit)} a week, on the days that suit the person.`}
    </p>
  )
}

interface VersionsProps {
  readonly versions: readonly PackageVersion[]
  readonly unit: Package['unit']
}

function Versions({ versions, unit }: VersionsProps) {
  return (
    <ResponsiveTable
      caption="Versions of this package"
      columns={[
        { heading: 'Version' },
        { heading: 'From' },
        { heading: 'Why' },
        { heading: 'Planned a week', numeric: true },
      ]}
      rows={versions
        .toReversed()
        .map(({ version, from, cause, planned }) => [
          String(version),
          formatDay(from),
          CAUSE_WORDS[cause],
          unitsText(planned, unit),
        ])}
    />
  )
}
