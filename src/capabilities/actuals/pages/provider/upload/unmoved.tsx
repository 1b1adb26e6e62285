import { formatDays } from '../../../../../core/format.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { isClosedCause, unmovedWords } from '../../../rules/file/visit-words.ts'
import { UNMOVED_PAGE, type UnmovedWeek } from '../../../store/upload/unmoved-weeks.ts'

type Props = {
  readonly form: FormView
  readonly uploadId: string
  readonly weeks: readonly UnmovedWeek[]
  readonly mayRecord: boolean
}

/** Visits that are kept and paid by nothing yet: which weeks, why, and what ends it. */
export function Unmoved({ form, uploadId, weeks, mayRecord }: Props) {
  if (weeks.length === 0) return null
  const closed = weeks.filter(({ cause, settledAt }) => settledAt === null && isClosedCause(cause))
  return (
    <div id="unmoved" tabIndex={-1}>
      <ResponsiveTable
        caption="Weeks that these visits did not change"
        columns={[{ heading: 'Person' }, { heading: 'Week' }, { heading: 'Why, and what happens next' }]}
        rows={weeks
          .slice(0, UNMOVED_PAGE)
          .map((week) => [
            <a
              class="govuk-link"
              href={`/provider/actuals/${week.serviceId}/${week.weekStart}/${week.packageId}`}
            >{`${week.personName}, ${week.reference}`}</a>,
            formatDays(weekOf(week.weekStart)),
            week.settledAt === null
              ? unmovedWords(week.cause)
              : `Brought up to date by ${week.settledName ?? ''} on ${formatInstant(week.settledAt)}`,
          ])}
      />
      {weeks.length > UNMOVED_PAGE ? (
        <p class="govuk-body">
          The first {UNMOVED_PAGE} are shown. Those that wait come first, and all of them are amended together.
        </p>
      ) : null}
      {mayRecord && closed.length > 0 ? <Amend {...{ form, uploadId }} count={closed.length} /> : null}
    </div>
  )
}

function Amend({ form, uploadId, count }: Pick<Props, 'form' | 'uploadId'> & { readonly count: number }) {
  return (
    <PostForm action={`/provider/actuals/uploads/${uploadId}/amending`} form={form} id="amending">
      <Input
        name="amendReason"
        id="amendReason"
        label={{ text: 'Why closed weeks are amended' }}
        hint="The council sees it. The difference is paid, or taken back, as a line of its own in the next payment"
        value={form.values['amendReason'] ?? ''}
        errorMessage={errorFor(form, 'amendReason')}
      />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        {count === 1 ? 'Amend the closed week from these visits' : 'Amend the closed weeks from these visits'}
      </Button>
    </PostForm>
  )
}
