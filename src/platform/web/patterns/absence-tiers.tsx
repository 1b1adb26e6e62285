import { MOST_TIERS, readTiers, type NightsTier, type TierFault } from '../../../core/absence-tiers.ts'
import { typed, type FieldError, type FormView } from '../forms.tsx'
import { Fieldset } from '../govuk/fieldset.tsx'
import { Input } from '../govuk/input.tsx'

/** What is paid of nights away from a home: a row for each stretch of them. */
export function AbsenceFields({ form }: { readonly form: FormView }) {
  return (
    <Fieldset
      legend={{ text: 'Nights away, in hospital for example (optional)', classes: 'govuk-fieldset__legend--s' }}
    >
      <p class="govuk-hint">
        Only where nights are paid. Each row begins with the night after the one above; the first night away is night 1.
        After the last row nothing is paid, unless it has no night. Leave all {String(MOST_TIERS)} empty to pay the
        place in full as long as it is kept.
      </p>
      {TIER_ROWS.map((row) => (
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-one-half">
            <Input
              {...typed(form, awayField(row, 'upTo'))}
              label={`Row ${String(row + 1)}: up to night`}
              inputmode="numeric"
              classes="govuk-input--width-3"
            />
          </div>
          <div class="govuk-grid-column-one-half">
            <Input
              {...typed(form, awayField(row, 'percent'))}
              label={`Row ${String(row + 1)}: how much is paid`}
              suffix="%"
              inputmode="numeric"
              classes="govuk-input--width-3"
            />
          </div>
        </div>
      ))}
    </Fieldset>
  )
}

export function tierValues(tiers: readonly NightsTier[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    tiers.flatMap(({ upTo, percent }, row) => [
      [awayField(row, 'upTo'), upTo === null ? '' : String(upTo)],
      [awayField(row, 'percent'), String(percent)],
    ]),
  )
}

const TIER_ROWS = Array.from({ length: MOST_TIERS }, (_, row) => row)

function awayField(row: number, field: 'upTo' | 'percent'): string {
  return `away${field === 'upTo' ? 'UpTo' : 'Percent'}${String(row + 1)}`
}

export const AWAY_FIELDS = TIER_ROWS.flatMap((row) => [awayField(row, 'upTo'), awayField(row, 'percent')])

const WORDS = {
  gap: 'Enter up to which night, or move the rows below up: no row may be empty between two',
  'night-missing': 'Enter up to which night. Only the last row may leave it empty',
  'night-not-whole': 'Enter a whole number of nights from 1 to 3,650',
  'not-rising': 'Enter a later night than in the row above',
  percent: 'Enter a whole number from 0 to 100',
} satisfies Record<TierFault['code'], string>

type Sent = Readonly<Record<string, unknown>>
type Read = { readonly tiers: readonly NightsTier[] | null } | { readonly errors: readonly FieldError[] }

/** Null where the form did not ask: the tiers stay as they were. */
export function tiersTyped(sent: Sent): Read {
  if (AWAY_FIELDS.every((name) => typeof sent[name] !== 'string')) return { tiers: null }
  const text = (name: string) => {
    const value = sent[name]
    return typeof value === 'string' ? value : ''
  }
  const read = readTiers(
    TIER_ROWS.map((row) => ({ upTo: text(awayField(row, 'upTo')), percent: text(awayField(row, 'percent')) })),
  )
  if (read.ok) return { tiers: read.value }
  return {
    errors: read.refusal.faults.map(({ row, field, code }) => ({ field: awayField(row, field), text: WORDS[code] })),
  }
}
