import { formatShortDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { UnagreedCare } from '../../../store/unagreed.ts'

interface UnagreedCareProps {
  readonly rows: readonly UnagreedCare[]
  readonly next: string | undefined
  readonly mayDraft: boolean
  readonly form: FormView
  readonly view: ViewContext
}

/** Care that nobody has drafted an agreement about. */
export function UnagreedCarePage({ rows, next, mayDraft, form, view }: UnagreedCareProps) {
  return (
    <Page
      heading="Care without an agreement"
      errors={form.errors}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
      wide
    >
      <p class="govuk-body">
        Commissioned, and not drafted yet. Nothing of it can be recorded or paid until its agreement is agreed. One
        agreement is about all the care of a person at one service under one contract. A plan that follows another one
        has an agreement of its own.
      </p>
      <ResponsiveTable
        caption="Soonest start first"
        empty="All care that needs an agreement has one, or a draft of one."
        columns={[
          { heading: 'Person' },
          { heading: 'Care' },
          { heading: 'Provider' },
          { heading: 'Starts', nowrap: true },
          ...(mayDraft ? [{ heading: 'Draft' }] : []),
        ]}
        rows={rows.map((care) => [
          `${care.personName} (${care.personReference})`,
          <ul class="govuk-list govuk-!-margin-bottom-0">
            {care.packages.map(({ id, reference, serviceLevel }) => (
              <li>
                <a class="govuk-link" href={`/council/packages/${id}`}>
                  {reference}
                </a>
                , {serviceLevel}
                {care.day === null ? '' : ', what is planned from this day'}
              </li>
            ))}
          </ul>,
          `${care.serviceName}, ${care.providerName}`,
          formatShortDay(care.startsOn),
          ...(mayDraft ? [<Draft care={care} form={form} />] : []),
        ])}
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
    </Page>
  )
}

function Draft({ care, form }: { readonly care: UnagreedCare; readonly form: FormView }) {
  const one = care.packages.length === 1
  return (
    <PostForm action="/council/agreements/drafts" form={form}>
      <input type="hidden" name="packages" value={care.packages.map(({ id }) => id).join(' ')} />
      {care.day === null ? null : <input type="hidden" name="day" value={care.day} />}
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
        {one ? 'Draft an agreement' : `Draft one for ${String(care.packages.length)} packages`}
        <span class="govuk-visually-hidden"> for {care.personName}</span>
      </Button>
    </PostForm>
  )
}
