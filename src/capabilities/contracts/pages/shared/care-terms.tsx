import { z } from 'zod'
import type { NightsTier } from '../../../../core/absence-tiers.ts'
import { typed, type FieldError, type FormView } from '../../../../platform/web/forms.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { tiersTyped } from '../../../../platform/web/patterns/absence-tiers.tsx'
import {
  VISIT_TERM_FAULTS,
  VisitTermFields,
  visitTermShape,
  visitTermValues,
  wholeNumber,
  YesNo,
  yesNoWord,
} from '../../../../platform/web/patterns/visit-terms.tsx'
import type { CareTerms } from '../../rules/care-terms.ts'

const COLLECTS: Readonly<Record<CareTerms['payerTerms'], string>> = {
  council: 'As the council has set for all',
  gross: 'The council, which pays all of it',
  net: 'The home, which is paid less',
}

/** How visits are counted, what may be recorded beside the plan, and who is paid what. */
export function CareFields({ form }: { readonly form: FormView }) {
  return (
    <>
      <YesNo
        form={form}
        name="extrasAllowed"
        legend="May more than the plan be recorded?"
        hint="If not, a week with extra care is refused until the plan is changed"
      />
      <YesNo
        form={form}
        name="visitsRequired"
        legend="Is the number of visits recorded with the amounts of a week?"
        hint="Where care is recorded as amounts for each week"
      />
      <VisitTermFields form={form} />
      <Select
        id="payerTerms"
        name="payerTerms"
        label="Who collects what others pay of a stay"
        value={form.values['payerTerms'] ?? 'council'}
        items={Object.entries(COLLECTS).map(([value, text]) => ({ value, text }))}
      />
      <Input
        {...typed(form, 'deathDays')}
        label="Nights paid after a death"
        hint="Only where nights are paid. They follow the last one, at its price; 0 where nothing more is paid"
        suffix="nights"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'noticeDays')}
        label="Nights paid after the person leaves"
        hint="Days of notice: the person moved away, or care is no longer wanted"
        suffix="nights"
        inputmode="numeric"
        classes="govuk-input--width-3"
      />
    </>
  )
}

export function careValues(terms: CareTerms): Readonly<Record<string, string>> {
  const word = (is: boolean) => (is ? 'yes' : 'no')
  return {
    ...{ extrasAllowed: word(terms.extrasAllowed), visitsRequired: word(terms.visitsRequired) },
    ...visitTermValues(terms),
    ...{ payerTerms: terms.payerTerms, deathDays: String(terms.deathDays), noticeDays: String(terms.noticeDays) },
  }
}

const Care = z.object({
  extrasAllowed: yesNoWord,
  visitsRequired: yesNoWord,
  ...visitTermShape,
  payerTerms: z.enum(['gross', 'net', 'council']),
  ...{ deathDays: wholeNumber(0, 60), noticeDays: wholeNumber(0, 60) },
})
const FAULTS: Readonly<Record<keyof CareTerms, string>> = {
  extrasAllowed: 'Select whether more than the plan may be recorded',
  visitsRequired: 'Select whether the number of visits is recorded',
  ...VISIT_TERM_FAULTS,
  payerTerms: 'Select who collects what others pay',
  deathDays: 'Enter a whole number of nights from 0 to 60',
  noticeDays: 'Enter a whole number of nights from 0 to 60',
}
export const CARE_FIELDS = Care.keyof().options

type Sent = Readonly<Record<string, unknown>>
export type Added = { readonly care: CareTerms | null; readonly absenceTiers: readonly NightsTier[] | null }

/** The terms of care and the tiers of nights away. Null where the form did not ask: they stay as they were. */
export function addedTyped(sent: Sent): Added | { readonly errors: readonly FieldError[] } {
  const away = tiersTyped(sent)
  const care = careTyped(sent)
  const errors = [...('errors' in care ? care.errors : []), ...('errors' in away ? away.errors : [])]
  return 'errors' in care || 'errors' in away ? { errors } : { care: care.care, absenceTiers: away.tiers }
}

function careTyped(sent: Sent): { readonly care: CareTerms | null } | { readonly errors: readonly FieldError[] } {
  if (CARE_FIELDS.every((name) => typeof sent[name] !== 'string')) return { care: null }
  const read = Care.safeParse(sent)
  if (read.success) return { care: read.data }
  const faulty = new Set(read.error.issues.map(({ path }) => path[0]))
  return { errors: CARE_FIELDS.filter((name) => faulty.has(name)).map((field) => ({ field, text: FAULTS[field] })) }
}
