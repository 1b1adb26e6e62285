import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PaperSignature } from '../../../store/wet-signature.ts'
import type { PaperParty } from '../../../rules/wet-signature.ts'
import { EarlierScans, PartiesTable, ScanForm } from '../../shared/wet-signature.tsx'
import { standingOf, type PaperView } from '../../shared/wet-signature-load.ts'

interface WetSignatureProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly shown: PaperView
  /** Whose scan may be filed here now. */
  readonly party: PaperParty | undefined
  readonly mayFile: boolean
  /** Faults whose field is gone, because somebody else acted meanwhile. */
  readonly alone: readonly string[]
}

export function WetSignaturePage({ view, form, shown, party, mayFile, alone }: WetSignatureProps) {
  const { agreement, next } = shown
  const base = `/council/agreements/${agreement.id}/paper-signatures`
  return (
    <Page
      heading="Signatures on paper"
      caption={`Agreement ${agreement.reference}, revision ${String(agreement.revision)}`}
      view={view}
      errors={form.errors}
      backLink={{ href: `/council/agreements/${agreement.id}`, text: 'Agreement' }}
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
      {next === 'provider' ? <InsetText>The provider signs first, by agreeing in the portal.</InsetText> : null}
      {party === undefined ? null : <ScanForm form={form} base={base} party={party} />}
      {mayFile ? standingOf(shown).map((one) => <Strike form={form} base={base} signature={one} />) : null}
      <EarlierScans shown={shown} base={base} />
    </Page>
  )
}

interface StrikeProps {
  readonly form: FormView
  readonly base: string
  readonly signature: PaperSignature
}

function Strike({ form, base, signature: { id, name } }: StrikeProps) {
  const field = `reason-${id}`
  return (
    <Details summary={`Strike out ${name}`} open={errorFor(form, field) !== undefined}>
      <PostForm
        action={`${base}/${id}/striking`}
        form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
      >
        <Input
          {...typed(form, field)}
          name="reason"
          label="Why does this scan not count?"
          hint="For example, it cannot be read, or somebody else has signed. It stays, struck out, and another can be filed."
        />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Strike out this scan
        </Button>
      </PostForm>
    </Details>
  )
}
