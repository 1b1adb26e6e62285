import type { LocalDate } from '../../../../../core/dates.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { MissingCare } from '../../../store/missing-care.ts'
import { MissingCareFacts, MissingCareTable } from '../../shared/missing-care.tsx'
import type { PageOf } from '../../shared/next-page.ts'

const BASE = '/provider/missing-care'
const PACKAGES = { href: '/provider/packages', text: 'Care packages' }

interface ListProps extends PageOf<MissingCare> {
  readonly today: LocalDate
  readonly view: ViewContext
}

export function MissingCareListPage({ rows, next, today, view }: ListProps) {
  return (
    <Page heading="Care that is not here" backLink={PACKAGES} view={view} wide>
      <p class="govuk-body">
        If you deliver care for which there is no package, say so here. The council answers within five working days:
        both of you see what waits and for how long. Until it is placed it cannot be recorded or claimed.
      </p>
      <Button href={`${BASE}/new`}>I deliver care that is not here</Button>
      <MissingCareTable
        base={BASE}
        rows={rows}
        today={today}
        empty="You have not told the council of any care without a package."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {rows.length === 0 ? null : <TableDownloads href={BASE} what="this list" />}
    </Page>
  )
}

interface RaiseProps {
  readonly places: readonly {
    readonly id: string
    readonly name: string
    readonly contractId: string
    readonly contract: string
  }[]
  readonly form: FormView
  readonly view: ViewContext
}

export function RaisePage({ places, form, view }: RaiseProps) {
  return (
    <Page
      heading="I deliver care that is not here"
      errors={form.errors}
      backLink={{ href: BASE, text: 'Care that is not here' }}
      view={view}
    >
      <PostForm action={BASE} form={form} draft>
        <Select
          {...typed(form, 'place')}
          label="Service and contract"
          items={[
            { value: '', text: 'Choose a service' },
            ...places.map(({ id, name, contractId, contract }) => ({
              value: `${id} ${contractId}`,
              text: `${name} (${contract})`,
            })),
          ]}
        />
        <Input {...typed(form, 'personName')} label="The person’s name" autocomplete="off" />
        <Input
          {...typed(form, 'personReference')}
          label="The council’s reference or NHS number for the person, if you know it"
          classes="govuk-input--width-20"
          autocomplete="off"
        />
        <Input
          {...typed(form, 'serviceLevel')}
          label="What kind of care is it?"
          hint="For example, standard home care, or a nursing bed"
        />
        <Input
          {...typed(form, 'weekly')}
          label="What do you deliver in a week?"
          hint="For example, 14 hours, two visits a day"
        />
        <Input
          {...typed(form, 'beganOn')}
          label="Since when?"
          hint="For example, 2026-04-01"
          classes="govuk-input--width-10"
        />
        <Input
          {...typed(form, 'arrangedWith')}
          label="Who arranged it with you, and how?"
          hint="A name and a team; by telephone, e-mail or letter"
        />
        <Textarea {...typed(form, 'details')} label="Anything else the council needs to find it (optional)" />
        <Button preventDoubleClick>Send to the council</Button>
      </PostForm>
    </Page>
  )
}

interface OneProps {
  readonly care: MissingCare
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function MissingCareOnePage({ care, today, mayChange, form, view }: OneProps) {
  return (
    <Page
      heading={`Care without a package: ${care.personName}`}
      backLink={{ href: BASE, text: 'Care that is not here' }}
      view={view}
    >
      <MissingCareFacts care={care} today={today} packages="/provider/packages" />
      {care.status === 'waiting' && mayChange ? (
        <PostForm action={`${BASE}/${care.id}/withdrawal`} form={form}>
          <input type="hidden" name="version" value={String(care.version)} />
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Withdraw: it is here now
          </Button>
        </PostForm>
      ) : null}
    </Page>
  )
}
