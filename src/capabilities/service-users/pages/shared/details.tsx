import { formatDay } from '../../../../core/format.ts'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../platform/web/view-context.ts'
import type { Opened } from '../../commands/open-person.ts'

interface DetailsProps {
  readonly person: Opened
  readonly back: string
  readonly view: ViewContext
}

/** The one page on which a restricted person has a name. */
export function DetailsPage({ person, back, view }: DetailsProps) {
  const { givenName, familyName, nhsNumber, bornOn, diedOn, address, reference } = person
  return (
    <Page
      heading="Details of a restricted person"
      caption={`Reference ${reference}`}
      backLink={{ href: back, text: `Restricted person ${reference}` }}
      view={view}
    >
      <InsetText>
        That you opened this page is in the audit log, with the time and where from. Do not copy the name into messages,
        comments or files.
      </InsetText>
      <SummaryList
        rows={[
          { key: 'Name', value: `${givenName} ${familyName}` },
          { key: 'NHS number', value: nhsNumber ?? 'Not known' },
          { key: 'Born', value: bornOn === null ? 'Not known' : formatDay(bornOn) },
          ...(diedOn === null ? [] : [{ key: 'Died', value: formatDay(diedOn) }]),
          ...(address === '' ? [] : [{ key: 'Address', value: address }]),
        ]}
      />
    </Page>
  )
}
