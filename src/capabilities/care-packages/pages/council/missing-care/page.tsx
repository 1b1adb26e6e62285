import type { LocalDate } from '../../../../../core/dates.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { MissingCare } from '../../../store/missing-care.ts'
import { MissingCareFacts, MissingCareTable } from '../../shared/missing-care.tsx'
import type { PageOf } from '../../shared/next-page.ts'

const BASE = '/council/missing-care'

interface ListProps extends PageOf<MissingCare> {
  readonly today: LocalDate
  readonly view: ViewContext
}

export function MissingCareListPage({ rows, next, today, view }: ListProps) {
  return (
    <Page
      heading="Care without a package"
      backLink={{ href: '/council/packages', text: 'Care packages' }}
      view={view}
      wide
    >
      <p class="govuk-body">
        What providers say they deliver and find no package for. They see the same list of their own, with its age.
      </p>
      <MissingCareTable base={BASE} rows={rows} today={today} empty="No provider waits for a package." withProvider />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {rows.length === 0 ? null : <TableDownloads href={BASE} what="this list" />}
    </Page>
  )
}

interface OneProps {
  readonly care: MissingCare
  readonly today: LocalDate
  readonly mayAnswer: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function MissingCareOnePage({ care, today, mayAnswer, form, view }: OneProps) {
  return (
    <Page
      heading={`Care without a package: ${care.personName}`}
      errors={form.errors}
      backLink={{ href: BASE, text: 'Care without a package' }}
      view={view}
    >
      <div id={care.status === 'waiting' ? undefined : 'answer'}>
        <MissingCareFacts care={care} today={today} packages="/council/packages" />
      </div>
      {care.status === 'waiting' && mayAnswer ? (
        <PostForm action={`${BASE}/${care.id}/answer`} form={form} draft>
          <input type="hidden" name="version" value={String(care.version)} />
          <Radios
            {...chosen(form, 'decision')}
            legend="Does this care have a package now?"
            items={[
              {
                value: 'placed',
                text: 'Yes, it is placed',
                conditional: (
                  <Input
                    {...typed(form, 'packageReference')}
                    label="Reference of the care package"
                    classes="govuk-input--width-10"
                  />
                ),
              },
              { value: 'refused', text: 'No, the council did not commission it' },
            ]}
          />
          <Textarea {...typed(form, 'answer')} label="What the provider is to know" />
          <Button preventDoubleClick>Answer</Button>
        </PostForm>
      ) : null}
    </Page>
  )
}
