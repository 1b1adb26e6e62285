import { uploadHint } from '../../../../../platform/files/kinds.ts'
import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Side } from '../wet-signature/form.ts'
import { scanRule } from '../wet-signature/scan.ts'

interface SignedSheetProps {
  readonly side: Side
  readonly mayFile: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function SignedSheetPage({ side, mayFile, form, view }: SignedSheetProps) {
  const address = `/${side}/agreements/signed-sheet`
  return (
    <Page
      heading="File a signed sheet"
      backLink={{ href: `/${side}/agreements`, text: 'Agreements' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        For an agreement that was printed and signed by hand. The squares on the sheet say which agreement it is of.
      </p>
      {mayFile ? (
        <PostForm action={address} form={form} multipart>
          <h2 class="govuk-heading-m">With its scan</h2>
          <FileUpload
            id="scan"
            name="scan"
            label="Scan of the signed sheet"
            hint={`The squares on it are read, and lead to its agreement. ${uploadHint(scanRule)}.`}
            errorMessage={errorFor(form, 'scan')}
          />
          <Button preventDoubleClick>Find its agreement</Button>
        </PostForm>
      ) : null}
      <form method="get" action={address} role="search">
        <h2 class="govuk-heading-m">With its check code</h2>
        <p class="govuk-body">
          Enter the check code beneath the squares, or point a telephone at them: both lead to the same place.
        </p>
        <Input
          {...typed(form, 'code')}
          label="Check code"
          hint="For example, 1A2B 3C4D 5E6F 7081 92A3"
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary">Continue</Button>
      </form>
    </Page>
  )
}
