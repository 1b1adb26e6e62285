import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PaperSignature } from '../../../store/wet-signature.ts'
import type { Party } from '../../../rules/wet-signature.ts'
import type { AgreementStatus } from '../../../rules/response.ts'
import { EarlierScans, PartiesTable, ScanForm } from './parties.tsx'
import type { Side } from './form.ts'
import type { PaperView } from './load.ts'
import type { Held } from './scan.ts'

interface WetSignatureProps {
  readonly view: ViewContext
  readonly side: Side
  readonly form: FormView
  readonly shown: PaperView
  /** Whose scan may be filed here now. */
  readonly party: Party | undefined
  /** A scan that was read already and waits to be filed. */
  readonly held: Held | undefined
  /** The provider's sheet, where whoever looks may say that it counts. */
  readonly confirmable: PaperSignature | undefined
  /** Scans that whoever looks may strike out. */
  readonly strikable: readonly PaperSignature[]
  /** Faults whose field is gone, because somebody else acted meanwhile. */
  readonly alone: readonly string[]
}

/** What whoever looks waits for, where it is not theirs to file. */
function waitingFor({ next, rules, agreement }: PaperView, side: Side): string | undefined {
  if (next === undefined || next === 'person') return undefined
  if (next === side && !(next === 'provider' && !rules.providerByScan)) return undefined
  if (next === 'council')
    return 'The council signs next. When it has filed its signature, it goes on in the order above.'
  if (side === 'council')
    return rules.providerByScan
      ? 'The provider signs next: by agreeing in the portal, or by filing its own signed sheet.'
      : 'The provider signs first, by agreeing in the portal.'
  return agreement.status === 'published' ? 'Agree the agreement first: that is your signature.' : undefined
}

export function WetSignaturePage(props: WetSignatureProps) {
  const { view, side, form, shown, party, held, confirmable, strikable, alone } = props
  const { agreement } = shown
  const waiting = waitingFor(shown, side)
  const base = `/${side}/agreements/${agreement.id}/paper-signatures`
  return (
    <Page
      heading="Signatures on paper"
      caption={`Agreement ${agreement.reference}, revision ${String(agreement.revision)}`}
      view={view}
      errors={form.errors}
      backLink={{ href: `/${side}/agreements/${agreement.id}`, text: 'Agreement' }}
    >
      {alone.map((text) => (
        <WarningText>{text}</WarningText>
      ))}
      <ToPrint status={agreement.status} base={base} />
      <PartiesTable shown={shown} base={base} />
      {waiting === undefined ? null : <InsetText>{waiting}</InsetText>}
      {party === undefined ? <NotNow held={held} /> : <ScanForm form={form} base={base} party={party} held={held} />}
      {confirmable === undefined ? null : <Confirm {...{ form, base, shown }} signature={confirmable} />}
      {strikable.map((one) => (
        <Strike form={form} base={base} signature={one} />
      ))}
      <EarlierScans shown={shown} base={base} />
    </Page>
  )
}

const CLOSED = {
  draft: '',
  rejected:
    'The provider has rejected this revision, so nobody signs it. Once it is corrected and published again, there is a new sheet.',
  superseded: 'A newer agreement about the same care has taken the place of this one, so nobody signs it any more.',
  withdrawn: 'The council has withdrawn this agreement, so nobody signs it any more.',
} as const satisfies Record<Exclude<AgreementStatus, 'published' | 'agreed'>, string>

/** A sheet only of what holds, or may come to. */
function ToPrint({ status, base }: { readonly status: AgreementStatus; readonly base: string }) {
  if (status !== 'published' && status !== 'agreed') return <InsetText>{CLOSED[status]}</InsetText>
  return (
    <>
      <p class="govuk-body">
        For people who sign by hand. Print the sheet, have it signed, scan it and file the scan here. Both sides see it.
      </p>
      <Button href={`${base}/sheet`} classes="govuk-button--secondary">
        Sheet to print and sign
      </Button>
    </>
  )
}

function NotNow({ held }: Pick<WetSignatureProps, 'held'>) {
  if (held === undefined) return null
  return (
    <WarningText>
      {held.name} is of this agreement, but there is nothing for you to file here now: the table says who has signed and
      whose turn it is.
    </WarningText>
  )
}

interface ConfirmProps extends StrikeProps {
  readonly shown: PaperView
}

function Confirm({ form, base, shown, signature: { id, signerName } }: ConfirmProps) {
  const known = shown.signatories.some(({ name }) => name.trim().toLowerCase() === signerName.trim().toLowerCase())
  return (
    <PostForm
      action={`${base}/${id}/agreement`}
      form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-agreement` }}
    >
      <h2 class="govuk-heading-m">Does the provider’s sheet count?</h2>
      <p class="govuk-body">
        Open the scan above and compare it with the agreement. Once it counts, the agreement is agreed: its care can be
        recorded and claimed, and it cannot be undone.
      </p>
      {known ? null : (
        <WarningText>
          Nobody called {signerName} may sign for this provider, as far as the portal knows. Check who signed.
        </WarningText>
      )}
      <Button preventDoubleClick>Count it as the provider’s signature</Button>
    </PostForm>
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
