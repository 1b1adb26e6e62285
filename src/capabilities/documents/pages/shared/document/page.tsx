import type { FormView } from '../../../../../platform/web/forms.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { TYPE_NAMES, type Side } from '../../../rules/document.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import type { Hold } from '../../../store/holds.ts'
import type { Redaction } from '../../../store/redactions.ts'
import type { Share, ShareOpening } from '../../../store/shares.ts'
import type { Opening, Version } from '../../../store/versions.ts'
import { Acts, Withdrawn } from '../acts.tsx'
import { Copies } from '../copies.tsx'
import { Holds } from '../holds.tsx'
import { Shares } from '../shares.tsx'
import { Versions } from '../versions.tsx'

interface DocumentPageProps {
  readonly view: ViewContext
  readonly side: Side
  readonly form: FormView
  readonly document: DocumentRow
  readonly versions: readonly Version[]
  /** Those that whoever reads it may take back. */
  readonly withdrawable: readonly Version[]
  readonly openings: readonly Opening[]
  readonly mayFile: boolean
  /** What keeps it, whatever the schedule says. Only the council holds. */
  readonly held: { readonly holds: readonly Hold[]; readonly mayRetain: boolean }
  /** To whom it was given beyond its own service. Only the council shares, and sees with whom. */
  readonly shared: { readonly shares: readonly Share[]; readonly openings: readonly ShareOpening[] }
  /** What was made to be given in place of it. */
  readonly copies: readonly Redaction[]
}

/** Both sides see the same document; the council also sees whose it is. */
export function DocumentPage(props: DocumentPageProps) {
  const { view, side, form, document, versions, withdrawable, openings, mayFile, held, shared, copies } = props
  const all = `/${side}/documents`
  const address = `${all}/${document.id}`
  const person = `${document.givenName} ${document.familyName} (${document.personReference})`
  const facts = [
    {
      key: 'Person',
      value: {
        text: (
          <a class="govuk-link" href={`${all}?personId=${document.personId}`}>
            {person}
          </a>
        ),
      },
    },
    { key: 'Kind', value: TYPE_NAMES[document.type] },
    ...(side === 'council' ? [{ key: 'Provider', value: document.providerName }] : []),
    { key: 'Service', value: document.serviceName },
  ]
  return (
    <Page
      heading={document.title}
      caption={TYPE_NAMES[document.type]}
      view={view}
      errors={form.errors}
      backLink={{ href: all, text: 'All documents' }}
    >
      <Withdrawn document={document} />
      {side === 'council' ? <Holds {...held} address={address} form={form} /> : null}
      <SummaryList rows={facts} />
      <Versions
        versions={versions}
        openings={openings}
        address={document.withdrawnAt === null ? address : undefined}
        reader={side}
      />
      {side === 'council' ? (
        <>
          <Copies copies={copies} address={address} mayMake={mayFile && document.withdrawnAt === null} />{' '}
          <Shares {...shared} address={mayFile && document.withdrawnAt === null ? address : undefined} form={form} />
        </>
      ) : null}
      {mayFile && document.withdrawnAt === null ? (
        <Acts {...{ form, document, address, withdrawable }} mayWithdraw={document.firstFiledBy === side} />
      ) : null}
    </Page>
  )
}
