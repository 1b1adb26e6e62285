import type { LocalDate } from '../../../../../core/dates.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Effect } from '../../../rules/variation.ts'
import type { Variation } from '../../../store/variations.ts'
import type { PageOf } from '../../shared/next-page.ts'
import { VariationFacts, VariationTable } from '../../shared/variation.tsx'

interface ListPageProps extends PageOf<Variation> {
  readonly today: LocalDate
  readonly view: ViewContext
}

export function VariationsPage({ rows, next, today, view }: ListPageProps) {
  return (
    <Page
      heading="Requests to change care"
      backLink={{ href: '/provider/packages', text: 'Care packages' }}
      view={view}
      wide
    >
      <p class="govuk-body">Your requests, newest first. Ask for a change from the page of a care package.</p>
      <VariationTable
        rows={rows}
        face="/provider"
        today={today}
        empty="You have not asked for a change. Open a care package and choose “Ask for a change”."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {rows.length === 0 ? null : <TableDownloads href="/provider/variations" what="this list" />}
    </Page>
  )
}

interface OnePageProps {
  readonly variation: Variation
  readonly effect: Effect | undefined
  readonly byVisits: boolean
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function VariationPage({ variation, effect, byVisits, today, mayChange, form, view }: OnePageProps) {
  return (
    <Page
      heading={`Change of ${variation.packageReference}`}
      backLink={{ href: '/provider/variations', text: 'Requests to change care' }}
      view={view}
    >
      <VariationFacts {...{ variation, effect, byVisits, today }} face="/provider" />
      {variation.status === 'waiting' && mayChange ? (
        <PostForm action={`/provider/variations/${variation.id}/withdrawal`} form={form}>
          <input type="hidden" name="version" value={String(variation.rowVersion)} />
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Withdraw this request
          </Button>
        </PostForm>
      ) : null}
    </Page>
  )
}
