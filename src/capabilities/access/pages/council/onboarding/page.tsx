import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { OnboardingResult } from '../../../commands/staff.ts'
import { MOST_ROWS, onboardingColumns } from '../../../rules/onboarding.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  /** Of the rows sent just now. */
  readonly results: readonly OnboardingResult[] | undefined
}

export function OnboardingPage({ view, form, results }: Props) {
  return (
    <Page
      heading="Invite many providers’ administrators"
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people"
      wide
    >
      {results === undefined ? null : <Results results={results} />}
      <p class="govuk-body">
        Choose a CSV file or paste rows from a spreadsheet, headings first. Each row is judged by itself: good rows are
        invited, the others are listed with the reason. Sending the same rows again invites nobody twice, so mend what
        is listed and send all of it again.
      </p>
      <PostForm action="/council/people/onboarding" form={form} draft multipart>
        <FileUpload
          id="file"
          name="file"
          label="CSV file"
          hint="As a spreadsheet saves it, 1 MB at most"
          errorMessage={errorFor(form, 'file')}
        />
        <Textarea
          label="Or paste the rows"
          hint={`Columns: ${onboardingColumns.join(', ')}. The role is main, full or admin; empty means main. At most ${String(MOST_ROWS)} rows at a time.`}
          {...typed(form, 'rows')}
          rows={12}
          spellcheck={false}
        />
        <Button preventDoubleClick>Judge and invite</Button>
      </PostForm>
    </Page>
  )
}

const tags = {
  invited: ['Invited', 'green'],
  'here-already': ['Here already', 'grey'],
  refused: ['Not invited', 'red'],
} as const

function Results({ results }: { readonly results: readonly OnboardingResult[] }) {
  const count = (result: OnboardingResult['result']) => String(results.filter((one) => one.result === result).length)
  return (
    <>
      <p class="govuk-body" role="status">
        <strong>
          {count('invited')} invited, {count('here-already')} here already, {count('refused')} not invited.
        </strong>
      </p>
      <ResponsiveTable
        caption="Row by row"
        columns={[{ heading: 'Row', numeric: false }, { heading: 'Who' }, { heading: 'Result' }, { heading: 'Reason' }]}
        rows={results.map(({ row, who, result, reason }) => [
          String(row),
          <span class="govuk-!-text-break-word">{who}</span>,
          <Tag colour={tags[result][1]}>{tags[result][0]}</Tag>,
          reason,
        ])}
      />
    </>
  )
}
