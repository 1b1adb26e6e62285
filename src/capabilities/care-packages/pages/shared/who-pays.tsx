import { addDays, type LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../../core/format.ts'
import type { Payer } from '../../../../core/payers.ts'
import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Package } from '../../rules/package.ts'
import { weekPrice, whoPaysOn, type Payers, type WhoPays as Paid } from '../../rules/payers.ts'
import { priceSteps, stepOn } from '../../rules/price-steps.ts'
import type { PayerChange, PayerChangeStatus, PayersOf } from '../../store/payers.ts'

export const PAYER_WORDS = {
  contribution: 'The person: assessed contribution',
  'top-up': 'A third party: top-up',
  nursing: 'The NHS: nursing care',
} as const satisfies Record<Payer, string>

export const STATUS_WORDS = {
  proposed: { text: 'Waits', colour: 'yellow' },
  approved: { text: 'Approved', colour: 'green' },
  refused: { text: 'Refused', colour: 'red' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
} as const satisfies Record<PayerChangeStatus, { text: string; colour: TagColour }>

/** 'The person: assessed contribution, from 6 April 2026 £160.15 → £175.00 a week' */
export function changeText({ payer, fromOn, oldPence, weekly }: PayerChange): string {
  return `${PAYER_WORDS[payer]}, from ${formatDay(fromOn)} ${formatPounds(oldPence)} → ${formatPounds(weekly)} a week`
}

type Face = '/provider' | '/council'
interface WhoPaysProps {
  readonly care: Package
  readonly payers: Payers
  readonly today: LocalDate
  readonly face: Face
}

/** Who pays what of a stay, in words and by date. Nothing where nobody but the council ever paid. */
export function WhoPays({ care, payers, today, face }: WhoPaysProps) {
  if (payers.rows.length === 0) return null
  const paid = whoPaysToday(care, payers, today)
  return (
    <>
      <h2 class="govuk-heading-m" id="who-pays">
        Who pays what
      </h2>
      {paid === undefined ? null : sentencesOf(paid, care, face).map((text) => <p class="govuk-body">{text}</p>)}
      <ResponsiveTable
        caption="Who pays what, by date"
        columns={[
          { heading: 'Who' },
          { heading: 'From', nowrap: true },
          { heading: 'Last day', nowrap: true },
          { heading: 'A week', numeric: true },
        ]}
        rows={payers.rows
          .filter(({ weekly }) => weekly > 0n)
          .map(({ payer, from, until, weekly }) => [
            PAYER_WORDS[payer],
            formatDay(from),
            until === null ? 'No end is set' : formatDay(addDays(until, -1)),
            formatPounds(weekly),
          ])}
        empty="Nobody but the council pays any more."
      />
    </>
  )
}

interface WhoPaysOfProps {
  readonly packages: readonly Package[]
  readonly payers: readonly PayersOf[]
  readonly today: LocalDate
  readonly face: Face
}

/** The same for each package of one person. */
export function WhoPaysOf({ packages, payers, today, face }: WhoPaysOfProps) {
  const told = packages.flatMap((care) => {
    const own = payers.find(({ packageId }) => packageId === care.id)
    const paid = own === undefined || own.rows.length === 0 ? undefined : whoPaysToday(care, own, today)
    return paid === undefined ? [] : [{ care, sentences: sentencesOf(paid, care, face) }]
  })
  if (told.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Who pays what</h2>
      {told.map(({ care, sentences }) => (
        <p class="govuk-body">
          <a class="govuk-link" href={`${face}/packages/${care.id}`}>
            {care.reference}
          </a>
          : {sentences.join(' ')}
        </p>
      ))}
    </>
  )
}

/** On the day that the prices are shown for; undefined without a price. */
export function whoPaysToday(care: Package, payers: Payers, today: LocalDate): Paid | undefined {
  const step = stepOn(priceSteps(care), today)
  if (step === undefined) return undefined
  const ended = step.until !== null && step.until <= today
  const day = today < step.from ? step.from : ended ? addDays(step.until, -1) : today
  return whoPaysOn(payers, weekPrice(step), day)
}

/** 'The council pays £590.85 of £826.00 a week. Edith Marsham pays you £160.15; a third party pays you £75.00.' */
export function sentencesOf(paid: Paid, { person }: Pick<Package, 'person'>, face: Face): readonly string[] {
  const home = face === '/provider' ? 'you' : 'the home'
  const name = person.restricted ? 'The person' : `${person.givenName} ${person.familyName}`
  const parts = [
    ...(paid.contribution === 0n ? [] : [{ who: name, amount: paid.contribution }]),
    ...(paid.topUp === 0n ? [] : [{ who: 'a third party, such as family,', amount: paid.topUp }]),
  ]
  const nursing =
    paid.nursing === 0n
      ? []
      : [
          `The NHS pays ${home} ${formatPounds(paid.nursing)} a week for nursing care beside that, so the whole fee is ${formatPounds(paid.fee)} a week.`,
        ]
  return [councilText(paid, parts, home), ...nursing]
}

type Part = { readonly who: string; readonly amount: Paid['price'] }

function councilText({ isNet, price, councilPays }: Paid, parts: readonly Part[], home: string): string {
  if (parts.length === 0) return `The council pays the whole ${formatPounds(price)} a week.`
  if (!isNet) {
    const collected = parts.map(({ who, amount }) => `${formatPounds(amount)} from ${lower(who)}`).join(' and ')
    return `The council pays ${home} the whole ${formatPounds(price)} a week, and itself collects ${collected.replace(/,$/u, '')}.`
  }
  const paid = parts.map(({ who, amount }) => `${who} pays ${home} ${formatPounds(amount)}`).join('; ')
  return `The council pays ${formatPounds(councilPays)} of ${formatPounds(price)} a week. ${capital(paid)}.`
}

function lower(who: string): string {
  return who === 'The person' ? 'the person' : who
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
