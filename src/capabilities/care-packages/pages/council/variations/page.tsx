import { isAfter, type LocalDate } from '../../../../../core/dates.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Effect } from '../../../rules/variation.ts'
import type { Variation } from '../../../store/variations.ts'
import { VisitRows } from '../../shared/plan-fields.tsx'
import { fitsRows } from '../../shared/plan-form.ts'
import type { PageOf } from '../../shared/next-page.ts'
import { VariationFacts, VariationTable } from '../../shared/variation.tsx'

interface ListPageProps extends PageOf<Variation> {
  readonly waiting: boolean
  readonly today: LocalDate
  readonly view: ViewContext
}

export function VariationsPage({ rows, next, waiting, today, view }: ListPageProps) {
  return (
    <Page
      heading="Requests to change care"
      backLink={{ href: '/council/packages', text: 'Care packages' }}
      view={view}
      wide
    >
      <SubNavigation
        label="Requests by state"
        items={[
          { text: 'Waiting', href: '/council/variations', active: waiting },
          { text: 'All', href: '/council/variations?all=yes', active: !waiting },
          { text: 'Settings', href: '/council/variation-settings', active: false },
        ]}
      />
      <VariationTable
        rows={rows}
        face="/council"
        today={today}
        empty={waiting ? 'No request waits for an answer.' : 'No provider has asked for a change yet.'}
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {rows.length === 0 ? null : (
        <TableDownloads href="/council/variations" query={waiting ? {} : { all: 'yes' }} what="this list" />
      )}
    </Page>
  )
}

interface OnePageProps {
  readonly variation: Variation
  readonly effect: Effect | undefined
  readonly byVisits: boolean
  readonly today: LocalDate
  readonly may: { readonly decide: boolean; readonly seeDraft: boolean }
  readonly form: FormView
  readonly view: ViewContext
}

export function VariationPage({ variation, effect, byVisits, today, may, form, view }: OnePageProps) {
  return (
    <Page
      heading={`Change of ${variation.packageReference}`}
      backLink={{ href: '/council/variations', text: 'Requests to change care' }}
      errors={form.errors}
      view={view}
    >
      <VariationFacts {...{ variation, effect, byVisits, today }} face="/council" seesDraft={may.seeDraft} />
      {variation.status !== 'waiting' || isAfter(variation.countsFrom, today) ? null : (
        <p class="govuk-body">
          It looks back.{' '}
          <a class="govuk-link" href={`/council/variations/${variation.id}/effect`}>
            Look at what it does to every week that was recorded
          </a>
        </p>
      )}
      {variation.status === 'waiting' && may.decide ? (
        <PostForm action={`/council/variations/${variation.id}/decision`} form={form} draft>
          <input type="hidden" name="version" value={String(variation.rowVersion)} />
          <Radios
            {...chosen(form, 'decision')}
            legend={{ text: 'What do you decide?', classes: 'govuk-fieldset__legend--m' }}
            items={[
              {
                value: 'accept',
                text: 'Accept',
                hint: 'The package gets a new version from the day on which it counts, and a draft agreement about it is ready to publish',
              },
              { value: 'refuse', text: 'Refuse', hint: 'The package stays as it is' },
            ]}
          />
          <OtherVisits variation={variation} form={form} />
          <Textarea
            {...typed(form, 'answer')}
            label="What the provider should know"
            hint="Needed when you refuse. The provider reads this."
          />
          <Button preventDoubleClick>Send the decision</Button>
        </PostForm>
      ) : null}
    </Page>
  )
}

/** The visits as they were asked for, to be accepted as they are or otherwise. */
function OtherVisits({ variation: { visits = [] }, form }: Pick<OnePageProps, 'variation' | 'form'>) {
  if (visits.length === 0 || !fitsRows(visits)) return null
  return (
    <Details
      summary="Change the visits before you accept them"
      open={form.errors.some(({ field }) => /^v\d/u.test(field))}
    >
      <input type="hidden" name="timetable" value="shown" />
      <VisitRows form={form} />
    </Details>
  )
}
