import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Change } from '../../../store/changes.ts'
import { OrganisationTabs } from '../../shared/organisation-tabs.tsx'
import { Value } from '../../shared/value.tsx'
import { FIELD_WORDS } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface QueueProps {
  readonly changes: readonly Change[]
  readonly waiting: number
  readonly next: string | undefined
  readonly view: ViewContext
}

export function QueuePage({ changes, waiting, next, view }: QueueProps) {
  return (
    <Page heading="Changes to decide" view={view} wide>
      <OrganisationTabs active="changes" waiting={waiting} />
      <ResponsiveTable
        caption="Oldest first"
        empty="No change waits for a decision. What providers ask for appears here at once."
        columns={[
          { heading: 'Organisation' },
          { heading: 'Detail' },
          { heading: 'From' },
          { heading: 'To' },
          { heading: 'Asked' },
        ]}
        rows={changes.map((change) => [
          <a class="govuk-link" href={`/council/organisation-changes/${change.id}`}>
            {change.providerName}
            <span class="govuk-visually-hidden">: {FIELD_WORDS[change.field].label}</span>
          </a>,
          change.serviceName === null
            ? FIELD_WORDS[change.field].label
            : `${FIELD_WORDS[change.field].label} of ${change.serviceName}`,
          <Value field={change.field} value={change.oldValue} />,
          <Value field={change.field} value={change.newValue} />,
          `${formatInstant(change.requestedAt)} by ${change.requesterName}`,
        ])}
      />
      {next === undefined ? null : (
        <Pagination next={{ href: `/council/organisation-changes?after=${next}`, labelText: 'Later requests' }} />
      )}
    </Page>
  )
}
