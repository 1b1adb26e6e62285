import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Seen } from '../../../commands/sign-on/come-back.ts'
import { roleNames } from '../../council/staff-roles.tsx'
import { signOnReasonWords } from './reason-words.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'

type Props = { readonly view: ViewContext; readonly connection: Connection; readonly seen: Seen }

/** For whoever sets it up: what their own sign-in brought, and what it would do. Nobody came in by it. */
export function SeenPage({ view, connection, seen }: Props) {
  const { asserted, roles, reason, claims } = seen
  return (
    <Page
      heading="What the sign-in service said of you"
      view={view}
      backLink={`/council/people/single-sign-on/${connection.id}`}
    >
      <p class="govuk-body">
        {reason === undefined
          ? 'You would come in. This was only a try: your session is as it was.'
          : `You would not come in: ${signOnReasonWords[reason]}.`}
      </p>
      <SummaryList
        rows={[
          ['Subject', asserted.subject === '' ? 'none' : asserted.subject],
          ['Email address', asserted.email === '' ? 'none' : asserted.email],
          ['Is the address verified?', asserted.emailIsVerified ? 'Yes' : 'No'],
          ['Name', asserted.name === '' ? 'none' : asserted.name],
          ['Groups', asserted.groups.length === 0 ? 'none' : asserted.groups.join(', ')],
          ['Roles by your group map', roles.length === 0 ? 'none' : roles.map((role) => roleNames[role]).join(', ')],
          [
            'Says when you last signed in',
            asserted.authenticatedAt === undefined ? 'No (auth_time is missing)' : 'Yes',
          ],
          ['How strongly you signed in', asserted.acr === '' ? 'It does not say (acr is missing)' : asserted.acr],
          ['Everything it sent', Object.keys(claims).sort().join(', ')],
        ].map(([key = '', value = '']) => ({ key, value: { text: value } }))}
      />
    </Page>
  )
}
