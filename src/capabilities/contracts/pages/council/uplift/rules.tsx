import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { Uplift, UpliftRule } from '../../../store/uplifts.ts'
import { changeText, fitText } from '../../shared/uplift-words.ts'

interface RulesProps {
  readonly uplift: Uplift
  readonly rules: readonly UpliftRule[]
  readonly mayChange: boolean
  readonly form: FormView
}

/** In the order in which they are tried. */
export function Rules({ uplift, rules, mayChange, form }: RulesProps) {
  return (
    <ResponsiveTable
      caption="Rules: the first that fits a price decides"
      empty="There is no rule yet. Add the particular ones first and the one for every other price last."
      columns={[{ heading: 'For' }, { heading: 'They become' }, ...(mayChange ? [{ heading: 'Remove' }] : [])]}
      rows={rules.map((rule) => [
        `${String(rule.position)}. ${fitText(rule)}`,
        changeText(rule),
        ...(mayChange
          ? [
              <PostForm action={`/council/uplifts/${uplift.id}/rules/${String(rule.position)}/removal`} form={form}>
                <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
                  Remove <span class="govuk-visually-hidden">rule {String(rule.position)}</span>
                </Button>
              </PostForm>,
            ]
          : []),
      ])}
    />
  )
}
