import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { actionInWords } from '../../../rules/action-words.ts'
import type { Acting, Deed } from '../../../store/acting.ts'

interface ActingsProps {
  readonly actings: readonly Acting[]
  readonly now: Date
  readonly view: ViewContext
}

export function ActingsPage({ actings, now, view }: ActingsProps) {
  return (
    <Page
      heading="When the council acted for you"
      backLink={{ href: '/provider/people', text: 'People' }}
      view={view}
      wide
    >
      <p class="govuk-body">
        If you cannot do something in the portal, you can ask the council to do it for you. Each time, and everything
        that was done, is listed here.
      </p>
      <ResponsiveTable
        caption="Newest first"
        empty="The council has not acted for you."
        columns={[
          { heading: 'From' },
          { heading: 'Until' },
          { heading: 'Who' },
          { heading: 'What you had asked' },
          { heading: 'Things done', numeric: true },
        ]}
        rows={actings.map((acting) => [
          <a class="govuk-link" href={`/provider/acting/${acting.id}`}>
            {formatInstant(acting.startedAt)}
          </a>,
          untilText(acting, now),
          acting.staffName,
          acting.reason,
          String(acting.deeds),
        ])}
      />
    </Page>
  )
}

interface ActingProps {
  readonly acting: Acting
  readonly deeds: readonly Deed[]
  readonly council: string
  readonly mayStop: boolean
  readonly now: Date
  readonly form: FormView
  readonly view: ViewContext
}

export function ActingPage({ acting, deeds, council, mayStop, now, form, view }: ActingProps) {
  return (
    <Page
      heading={`${acting.staffName} acted for you`}
      backLink={{ href: '/provider/acting', text: 'When the council acted for you' }}
      view={view}
    >
      <SummaryList
        rows={[
          { key: 'Who', value: `${acting.staffName} of ${council}` },
          { key: 'What you had asked', value: acting.reason },
          { key: 'From', value: formatInstant(acting.startedAt) },
          { key: 'Until', value: untilText(acting, now) },
        ]}
      />
      {isLive(acting, now) && mayStop ? (
        <PostForm action={`/provider/acting/${acting.id}/end`} form={form}>
          <p class="govuk-body">If nobody of your organisation asked for this, stop it and tell the council.</p>
          <Button classes="govuk-button--warning">Stop this now</Button>
        </PostForm>
      ) : null}
      <ResponsiveTable
        caption="What was done"
        empty="Nothing was changed."
        columns={[{ heading: 'When' }, { heading: 'What' }]}
        rows={deeds.map(({ at, action }) => [formatInstant(at), actionInWords(action)])}
      />
    </Page>
  )
}

function isLive({ endedAt, endsAt }: Acting, now: Date): boolean {
  return endedAt === null && endsAt > now
}

function untilText(acting: Acting, now: Date): string {
  if (acting.endedAt !== null) return formatInstant(acting.endedAt)
  return isLive(acting, now) ? `${formatInstant(acting.endsAt)}, if not stopped before` : formatInstant(acting.endsAt)
}
