import { typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Side } from '../wet-signature/form.ts'

interface SignedSheetProps {
  readonly side: Side
  readonly form: FormView
  readonly view: ViewContext
}

export function SignedSheetPage({ side, form, view }: SignedSheetProps) {
  return (
    <Page
      heading="File a signed sheet"
      backLink={{ href: `/${side}/agreements`, text: 'Agreements' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        For an agreement that was printed and signed by hand. Point a telephone at the squares on the sheet, or enter
        the check code beneath them: either leads to the agreement that the sheet is of.
      </p>
      <form method="get" action={`/${side}/agreements/signed-sheet`} role="search">
        <Input
          {...typed(form, 'code')}
          label="Check code"
          hint="For example, 1A2B 3C4D 5E6F 7081 92A3"
          classes="govuk-input--width-20"
        />
        <Button>Continue</Button>
      </form>
    </Page>
  )
}
