import { formatDay } from '../../../../../core/format.ts'
import { fileKinds, formatBytes } from '../../../../../platform/files/kinds.ts'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { TYPE_NAMES, type Side } from '../../../rules/document.ts'
import type { Share } from '../../../store/shares.ts'

interface ReceivedProps {
  readonly shares: readonly Share[]
  readonly side: Side
  /** What was asked for is over by now. */
  readonly over: boolean
  readonly view: ViewContext
}

const WHOSE = { provider: 'your organisation', council: 'a team that you are in' } as const

export function ReceivedPage({ shares, side, over, view }: ReceivedProps) {
  const base = `/${side}/documents/shared`
  return (
    <Page heading="Shared with you" view={view} wide>
      {over ? (
        <WarningText>This document is not shared any more. Ask whoever shared it if you still need it.</WarningText>
      ) : null}
      <p class="govuk-body">
        Documents that were shared with {WHOSE[side]}, each until its last day. Whoever opens one leaves their name and
        the time with it.
      </p>
      <ResponsiveTable
        caption="Documents shared, newest first"
        columns={[
          { heading: 'Document' },
          { heading: 'Kind' },
          { heading: 'Why' },
          { heading: 'Shared by' },
          { heading: 'Until', nowrap: true },
        ]}
        rows={shares.map((share) => [
          <>
            <a class="govuk-link" href={`${base}/${share.id}`} download={share.name}>
              {share.title}
            </a>{' '}
            ({fileKinds[share.kind].words}, {formatBytes(share.bytes)}
            {share.marked ? ', each page names you' : ''})
          </>,
          TYPE_NAMES[share.type],
          share.reason,
          share.sharerName,
          formatDay(share.untilOn),
        ])}
        empty="Nothing is shared with you at the moment. When something is, you are told and find it here."
      />
    </Page>
  )
}

export function NotMarkedPage({ side, view }: Pick<ReceivedProps, 'side' | 'view'>) {
  return (
    <Page
      heading="This document cannot be opened now"
      backLink={{ href: `/${side}/documents/shared`, text: 'Shared with you' }}
      view={view}
    >
      <p class="govuk-body">
        Each page has to name its reader, and that could not be done with this file. Try again in a minute. If it
        happens again, ask whoever shared it to share it another way.
      </p>
    </Page>
  )
}
