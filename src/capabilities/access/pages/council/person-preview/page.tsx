import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { BeforeAfter, type Seen } from '../../shared/before-after.tsx'
import type { GrantEntry } from '../../shared/grant-entry.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly entry: GrantEntry
  readonly sentences: readonly string[]
  readonly lastDay: LocalDate | undefined
  readonly before: Seen
  readonly after: Seen
}

export function PersonPreviewPage({ view, form, person, entry, sentences, lastDay, before, after }: Props) {
  const here = `/council/people/${person.membershipId}`
  const [year = '', month = '', day = ''] = lastDay?.split('-') ?? []
  return (
    <Page
      heading={`What ${person.name} would see`}
      caption="Preview"
      view={view}
      errors={form.errors}
      backLink={`${here}/grants?scope=${entry.scope}`}
    >
      <p class="govuk-body">Nothing has been given yet. That you looked is in the audit log.</p>
      <ul class="govuk-list govuk-list--bullet">
        {sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {lastDay === undefined ? null : <p class="govuk-body">Until {formatDay(lastDay)}.</p>}
      <BeforeAfter before={before} after={after} />
      <PostForm action={`${here}/grants`} form={form}>
        <input type="hidden" name="version" value={String(person.rowVersion)} />
        <input type="hidden" name="scope" value={entry.scope} />
        {entry.targets.map((target) => (
          <input type="hidden" name="targets" value={target} />
        ))}
        <input type="hidden" name="role" value={entry.role ?? ''} />
        <input type="hidden" name="mode" value={entry.mode ?? ''} />
        <input type="hidden" name="lastDay-day" value={day} />
        <input type="hidden" name="lastDay-month" value={month} />
        <input type="hidden" name="lastDay-year" value={year} />
        <Button preventDoubleClick>Give this permission</Button>
      </PostForm>
    </Page>
  )
}
