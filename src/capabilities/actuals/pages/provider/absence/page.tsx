import { dated, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Absence, AbsenceWeek } from '../../../store/absences.ts'
import { AbsenceDetails } from '../../shared/absence.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly absence: Absence
  readonly weeks: readonly AbsenceWeek[]
  readonly mayRecord: boolean
}

export function AbsencePage({ view, form, absence, weeks, mayRecord }: Props) {
  const place = `/provider/actuals/absences/${absence.id}`
  return (
    <Page
      heading={absence.personName}
      caption={`Absence, care package ${absence.reference}`}
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals/absences', text: 'Absences' }}
      wide
    >
      <AbsenceDetails
        absence={absence}
        weeks={weeks}
        weekHref={({ weekStart }) => `/provider/actuals/${absence.serviceId}/${weekStart}/${absence.packageId}`}
      />
      {mayRecord && absence.status !== 'undone' ? (
        <>
          <p class="govuk-body">The weeks are drafts until you confirm them with the others.</p>
          <PostForm action={`${place}/end`} form={form} id="end" draft>
            <input type="hidden" name="shownVersion" value={String(absence.version)} />
            <DateInput
              {...dated(form, 'last')}
              legend={
                absence.lastDay === null ? 'They are back: last day without care' : 'Another last day without care'
              }
              hint="The weeks are counted anew. For example, 31 3 2025"
            />
            <Button preventDoubleClick>{absence.lastDay === null ? 'End the absence' : 'Change the last day'}</Button>
          </PostForm>
          <Details summary="It was a mistake">
            <PostForm
              action={`${place}/undoing`}
              form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-undo` }}
            >
              <input type="hidden" name="shownVersion" value={String(absence.version)} />
              <p class="govuk-body">
                Every week is again as it was before, except those that somebody has changed since or that are closed.
              </p>
              <Button classes="govuk-button--warning" preventDoubleClick>
                Undo the absence
              </Button>
            </PostForm>
          </Details>
        </>
      ) : null}
    </Page>
  )
}
