import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { dated, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { logTopics, topicNames } from '../../../rules/audit-log.ts'
import type { LogEntry } from '../../../store/audit-log.ts'
import { detailLines, subjectInWords, whatInWords } from './words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly entries: readonly LogEntry[]
  readonly query: Readonly<Record<string, string>>
  readonly next: string | undefined
}

export function AuditPage({ view, form, entries, query, next }: Props) {
  return (
    <Page heading="Audit log" view={view} errors={form.errors} wide>
      <p class="govuk-body">
        Who did what, when and from where: every sign-in and refusal of the people who have a place with you, every
        change, and every look at a restricted person. Entries are chained, so that nobody can change one unseen. Pages
        that somebody was refused are written once a minute for each page.
      </p>
      <SearchForm form={form} />
      {form.errors.length > 0 ? null : (
        <>
          <Entries entries={entries} />
          {next === undefined ? null : <Pagination next={{ href: next }} />}
          {entries.length === 0 ? null : (
            <TableDownloads href="/council/audit" query={query} what="all that was found" />
          )}
        </>
      )}
    </Page>
  )
}

function SearchForm({ form }: Pick<Props, 'form'>) {
  return (
    <form method="get" action="/council/audit" novalidate>
      <DateInput {...dated(form, 'from')} legend={{ text: 'First day', classes: 'govuk-fieldset__legend--s' }} />
      <DateInput {...dated(form, 'until')} legend={{ text: 'Last day', classes: 'govuk-fieldset__legend--s' }} />
      <Select
        name="topic"
        label="What happened"
        value={form.values['topic']}
        items={logTopics.map((topic) => ({ value: topic, text: topicNames[topic] }))}
      />
      <Input
        name="who"
        label="Who"
        hint="A part of the name or email address. Leave it empty for everybody"
        value={form.values['who']}
        classes="govuk-input--width-20"
      />
      <Button classes="govuk-button--secondary">Show</Button>
    </form>
  )
}

function Entries({ entries }: Pick<Props, 'entries'>) {
  return (
    <ResponsiveTable
      caption="Newest first"
      columns={[
        { heading: 'When' },
        { heading: 'Who' },
        { heading: 'What' },
        { heading: 'About' },
        { heading: 'From where' },
      ]}
      rows={entries.map((entry) => [
        formatInstant(entry.place.at),
        <Who entry={entry} />,
        <>
          {whatInWords(entry)}
          {detailLines(entry).map((line) => (
            <>
              <br />
              <span class="govuk-!-font-size-16 portal-break">{line}</span>
            </>
          ))}
        </>,
        <span class="portal-break">{subjectInWords(entry)}</span>,
        entry.address === '' ? 'Not known' : entry.address,
      ])}
      empty="Nothing was found. Choose other days, or look for somebody or something else."
    />
  )
}

function Who({ entry: { name, email, provider, face } }: { readonly entry: LogEntry }) {
  const works = provider ?? (face === 'system' ? 'The portal itself' : 'The council')
  return (
    <>
      {name}
      <br />
      <span class="portal-break govuk-!-font-weight-regular">{email === null ? works : `${email}, ${works}`}</span>
    </>
  )
}
