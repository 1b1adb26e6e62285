import type { FormView } from '../../../../../platform/web/forms.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { TYPE_NAMES } from '../../../rules/document.ts'
import type { DocumentRow } from '../../../store/documents.ts'
import type { Opening, Version } from '../../../store/versions.ts'
import { Acts, Withdrawn } from '../../shared/acts.tsx'
import { Versions } from '../../shared/versions.tsx'

const ADDRESS = '/provider/documents'

interface DocumentPageProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly document: DocumentRow
  readonly versions: readonly Version[]
  readonly openings: readonly Opening[]
  readonly mayFile: boolean
}

export function DocumentPage({ view, form, document, versions, openings, mayFile }: DocumentPageProps) {
  const address = `${ADDRESS}/${document.id}`
  const person = `${document.givenName} ${document.familyName} (${document.personReference})`
  const facts = [
    {
      key: 'Person',
      value: {
        text: (
          <a class="govuk-link" href={`${ADDRESS}?personId=${document.personId}`}>
            {person}
          </a>
        ),
      },
    },
    { key: 'Kind', value: TYPE_NAMES[document.type] },
    { key: 'Service', value: document.serviceName },
  ]
  return (
    <Page
      heading={document.title}
      caption={TYPE_NAMES[document.type]}
      view={view}
      errors={form.errors}
      backLink={{ href: ADDRESS, text: 'All documents' }}
    >
      <Withdrawn document={document} />
      <SummaryList rows={facts} />
      <Versions
        versions={versions}
        openings={openings}
        address={document.withdrawnAt === null ? address : undefined}
        reader="provider"
      />
      {mayFile && document.withdrawnAt === null ? (
        <Acts form={form} document={document} address={address} mayWithdraw={document.firstFiledBy === 'provider'} />
      ) : null}
    </Page>
  )
}
