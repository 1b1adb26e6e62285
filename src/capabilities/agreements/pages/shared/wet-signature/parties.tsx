import { formatDay } from '../../../../../core/format.ts'
import { formatBytes, uploadHint } from '../../../../../platform/files/kinds.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { chosen, dated, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { AgreementStatus } from '../../../rules/response.ts'
import { mayBeSigned, type Party } from '../../../rules/wet-signature.ts'
import type { PaperSignature } from '../../../store/wet-signature.ts'
import { PARTY_WORDS } from './form.ts'
import { sheetToConfirm, type PaperView } from './load.ts'
import { scanRule, type Held } from './scan.ts'

const NAMES: Readonly<Record<Party, string>> = {
  provider: 'Provider',
  council: 'Council',
  person: 'Person or representative',
}

/** Who has signed what stands, in the council's order. */
export function PartiesTable({ shown, base }: { readonly shown: PaperView; readonly base: string }) {
  return (
    <ResponsiveTable
      caption="Who signs, in this order"
      columns={[{ heading: 'Party' }, { heading: 'State' }, { heading: 'Signature' }]}
      rows={shown.rules.order.map((party) => [
        NAMES[party],
        <State shown={shown} party={party} />,
        signatureOf(shown, party, base),
      ])}
    />
  )
}

function State({ shown, party }: { readonly shown: PaperView; readonly party: Party }) {
  if (party === 'provider' && sheetToConfirm(shown) !== undefined) return <Tag colour="blue">To be confirmed</Tag>
  if (hasSigned(shown, party)) return <Tag colour="green">Signed</Tag>
  if (!mayBeSigned(shown.agreement.status)) return <Tag colour="grey">Not signed</Tag>
  return shown.next === party ? <Tag colour="yellow">Waiting</Tag> : <Tag colour="grey">Not yet</Tag>
}

/** The provider by its answer to this revision, which stays when the agreement is replaced or taken back. */
function hasSigned({ agreement, agreed, signatures }: PaperView, party: Party): boolean {
  if (party === 'provider') return agreed !== undefined || agreement.status === 'agreed'
  return standing(signatures, agreement.revision, party) !== undefined
}

function standing(signatures: readonly PaperSignature[], revision: number, party: Party) {
  return signatures.find((one) => one.revision === revision && one.party === party && one.struckAt === null)
}

function signatureOf({ agreement, agreed, signatures, rules }: PaperView, party: Party, base: string) {
  const found = standing(signatures, agreement.revision, party)
  if (found !== undefined) return <Signature signature={found} base={base} />
  if (party === 'provider') return providerWords(agreement.status, agreed, rules.providerByScan)
  return mayBeSigned(agreement.status) ? 'Signs on paper' : ''
}

function providerWords(status: AgreementStatus, agreed: PaperView['agreed'], byScan: boolean): string {
  if (agreed !== undefined)
    return `Agreed in the portal by ${agreed.signedName ?? agreed.responderName}, ${formatInstant(agreed.respondedAt)}`
  if (status === 'agreed') return 'Agreed before the portal was used'
  if (!mayBeSigned(status)) return ''
  return byScan ? 'Agrees and signs in the portal, or on paper' : 'Agrees and signs in the portal'
}

function Signature({ signature, base }: { readonly signature: PaperSignature; readonly base: string }) {
  const { id, signerName, capacity, relationship, signedOn, filerName, filedAt, name, bytes, opens } = signature
  return (
    <>
      {signerName}
      {capacity === 'representative' ? ` (${relationship})` : ''}, {formatDay(signedOn)}.{' '}
      {opens ? (
        <a class="govuk-link" href={`${base}/${id}`} download={name}>
          {name}
        </a>
      ) : (
        'A scan that is not given out, as it names a person whose details are restricted'
      )}{' '}
      ({formatBytes(bytes)}), filed by {filerName}, {formatInstant(filedAt)}
    </>
  )
}

/** What was struck out, and what was filed for earlier revisions: nothing is ever lost. */
export function EarlierScans({ shown, base }: { readonly shown: PaperView; readonly base: string }) {
  const earlier = shown.signatures.filter((one) => one.revision !== shown.agreement.revision || one.struckAt !== null)
  if (earlier.length === 0) return null
  return (
    <ResponsiveTable
      caption="Earlier scans"
      columns={[
        { heading: 'Party' },
        { heading: 'Revision' },
        { heading: 'Signature' },
        { heading: 'Why it does not count' },
      ]}
      rows={earlier.map((one) => [
        NAMES[one.party],
        String(one.revision),
        <Signature signature={one} base={base} />,
        one.struckAt === null
          ? 'The revision was replaced'
          : `Struck out by ${one.strikerName ?? ''}, ${formatInstant(one.struckAt)}: ${one.struckReason ?? ''}`,
      ])}
    />
  )
}

interface ScanFormProps {
  readonly form: FormView
  readonly base: string
  readonly party: Party
  readonly held: Held | undefined
}

/** The scan itself, which names its sheet; who signed, and when. */
export function ScanForm({ form, base, party, held }: ScanFormProps) {
  return (
    <PostForm action={base} form={form} multipart>
      <h2 class="govuk-heading-m">File the sheet signed by {PARTY_WORDS[party]}</h2>
      <input type="hidden" name="party" value={party} />
      {held === undefined ? null : (
        <>
          <input type="hidden" name="held" value={held.id} />
          <InsetText>
            {held.name} ({formatBytes(held.bytes)}) is here: the squares on it are of this agreement
            {form.values['brought'] === 'yes' ? ', and not of the one where you chose it' : ''}. It is not filed yet:
            say who signed it, and when.
          </InsetText>
        </>
      )}
      {party === 'person' ? <WhoSigned form={form} /> : null}
      <Input {...typed(form, 'signerName')} label="Name of who signed" classes="govuk-input--width-20" />
      <DateInput {...dated(form, 'signed')} legend="When was it signed?" hint="For example, 27 3 2026" />
      <FileUpload
        id="scan"
        name="scan"
        label={held === undefined ? 'Scan of the signed sheet' : 'Another scan instead (optional)'}
        hint={`All its pages in one file. ${uploadHint(scanRule)}.`}
        errorMessage={errorFor(form, 'scan')}
      />
      <Input
        {...typed(form, 'code')}
        label="Check code (if the squares cannot be read)"
        hint="Beneath the squares on the sheet. The squares on the scan say which text was signed; the code says it where they are smudged or cut off."
        classes="govuk-input--width-20"
      />
      <Button preventDoubleClick>File the scan</Button>
    </PostForm>
  )
}

function WhoSigned({ form }: { readonly form: FormView }) {
  return (
    <Radios
      {...chosen(form, 'capacity')}
      legend="Who signed?"
      items={[
        { value: 'person', text: 'The person themselves' },
        {
          value: 'representative',
          text: 'Somebody who acts for them',
          conditional: (
            <Input
              {...typed(form, 'relationship')}
              label="How do they act for the person?"
              hint="For example, attorney for health and welfare, court-appointed deputy, or daughter."
            />
          ),
        },
      ]}
    />
  )
}
