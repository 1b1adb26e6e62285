import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PaperParty } from '../../../rules/wet-signature.ts'
import { EarlierScans, PartiesTable, ScanForm } from '../../shared/wet-signature.tsx'
import type { PaperView } from '../../shared/wet-signature-load.ts'

interface WetSignatureProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly shown: PaperView
  /** Whose scan may be filed here now. */
  readonly party: PaperParty | undefined
  /** Faults whose field is gone, because somebody else acted meanwhile. */
  readonly alone: readonly string[]
}

export function WetSignaturePage({ view, form, shown, party, alone }: WetSignatureProps) {
  const { agreement, next } = shown
  const base = `/provider/agreements/${agreement.id}/paper-signatures`
  return (
    <Page
      heading="Signatures on paper"
      caption={`Agreement ${agreement.reference}, revision ${String(agreement.revision)}`}
      view={view}
      errors={form.errors}
      backLink={{ href: `/provider/agreements/${agreement.id}`, text: 'Agreement' }}
    >
      {alone.map((text) => (
        <WarningText>{text}</WarningText>
      ))}
      <p class="govuk-body">
        For people who sign by hand. Print the sheet, have it signed, scan it and file the scan here. Both sides see it.
      </p>
      <Button href={`${base}/sheet`} classes="govuk-button--secondary">
        Sheet to print and sign
      </Button>
      <PartiesTable shown={shown} base={base} />
      {next === 'provider' ? <InsetText>Agree the agreement first: that is your signature.</InsetText> : null}
      {next === 'council' ? (
        <InsetText>
          The council signs next. When it has filed its signature, the person or their representative can sign.
        </InsetText>
      ) : null}
      {party === undefined ? null : <ScanForm form={form} base={base} party={party} />}
      <EarlierScans shown={shown} base={base} />
    </Page>
  )
}
