import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { OutboxMail } from '../../../store/outbox.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

type OutboxProps = { readonly mail: readonly OutboxMail[]; readonly view: ViewContext }

export function OutboxPage({ mail, view }: OutboxProps) {
  return (
    <Page heading="Outbox" view={view} wide>
      <p class="govuk-body">
        The newest e-mails of this council. No e-mail carries personal data: it says that something waits, and where.
        Without a mail server they stay here.
      </p>
      <ResponsiveTable
        caption="E-mails, newest first"
        columns={[
          { heading: 'Subject' },
          { heading: 'To' },
          { heading: 'Message' },
          { heading: 'Queued' },
          { heading: 'Sent' },
        ]}
        rows={mail.map(({ subject, recipient, body, queuedAt, sentAt }) => [
          subject,
          recipient,
          <span class="portal-preserve">{body}</span>,
          formatInstant(queuedAt),
          sentAt === null ? 'Not sent' : formatInstant(sentAt),
        ])}
        empty="No e-mail has been written yet."
      />
    </Page>
  )
}
