import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { evidenceFacts } from '../../commands/paper.ts'
import type { AgreementView } from './load.ts'

interface EvidenceProps {
  readonly shown: Pick<AgreementView, 'evidence' | 'sealed' | 'revisions'>
  /** The address of a revision's page, without its number. */
  readonly base: string
  /** The address of what one signature signed, without its id: the provider's own. */
  readonly signings?: string
}

/** What the signature rests on, and the sealed paper that says the same. */
export function EvidenceSection({ shown: { evidence, sealed, revisions }, base, signings }: EvidenceProps) {
  if (evidence === undefined) return null
  const fingerprint = revisions.find(({ revision }) => revision === evidence.revision)?.hash ?? ''
  const facts = evidenceFacts(evidence, fingerprint)
  const isSealed = sealed?.revision === evidence.revision
  return (
    <section id="evidence">
      <h2 class="govuk-heading-m">Signature and evidence</h2>
      <SummaryList
        rows={[
          ...facts.map(({ name, values }) => ({ key: name, value: { text: <Broken values={values} /> } })),
          ...(isSealed
            ? [
                { key: 'Sealed with', value: sealed.sealedWith ?? 'No seal' },
                ...(sealed.offeredSha256 === null
                  ? []
                  : [
                      {
                        key: 'SHA-256 of the paper before it was signed',
                        value: { text: <Broken values={[sealed.offeredSha256]} /> },
                      },
                    ]),
                { key: 'SHA-256 of the sealed paper', value: { text: <Broken values={[sealed.sha256]} /> } },
              ]
            : []),
        ]}
      />
      {signings === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${signings}/${evidence.signingId}`}>
            Everything that this signature signed
          </a>
        </p>
      )}
      <p class="govuk-body">
        {isSealed ? (
          <a class="govuk-link" href={`${base}/${String(evidence.revision)}/signed.pdf`}>
            Download the signed agreement with the council’s seal (PDF)
          </a>
        ) : (
          'The paper with the council’s seal is made in the background, and is here in a minute: the signature does not wait for it. The paper of a person whose details are restricted is kept and not given out.'
        )}
      </p>
    </section>
  )
}

function Broken({ values }: { readonly values: readonly string[] }) {
  return (
    <>
      {values.map((value) => (
        <div class="portal-break">{value}</div>
      ))}
    </>
  )
}
