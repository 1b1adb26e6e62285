import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { NamedRow } from '../../../commands/name-package.ts'
import { LONGEST_OWN_REFERENCE, MOST_NAMED } from '../../../rules/own-reference.ts'

interface OwnReferencesProps {
  /** Of the rows sent just now. */
  readonly results: readonly NamedRow[] | undefined
  readonly form: FormView
  readonly view: ViewContext
}

/** What the provider calls its packages, many at once. */
export function OwnReferencesPage({ results, form, view }: OwnReferencesProps) {
  return (
    <Page
      heading="Your own references for care packages"
      backLink={{ href: '/provider/packages', text: 'Care packages' }}
      errors={form.errors}
      view={view}
    >
      {results === undefined ? null : <Results results={results} />}
      <p class="govuk-body">
        What your own system calls a package. Files, programs and searches find the package by it.
      </p>
      <ol class="govuk-list govuk-list--number">
        <li>
          <a class="govuk-link" href="/provider/packages.csv">
            Download your care packages (CSV)
          </a>
        </li>
        <li>Fill in the column “Own reference”. The other columns may stay, or go, but for “Reference”.</li>
        <li>Save the file as CSV and send it here.</li>
      </ol>
      <p class="govuk-body">
        Each row is judged by itself: good rows are kept, and the others are listed with the reason. No two of your
        packages can have the same reference. An empty cell leaves a package as it is; on the page of a package you can
        take a reference away.
      </p>
      <PostForm action="/provider/packages/own-references" form={form} multipart>
        <FileUpload
          id="file"
          name="file"
          label="CSV file"
          hint={`1 MB and ${MOST_NAMED.toLocaleString('en-GB')} rows at most, each reference ${String(LONGEST_OWN_REFERENCE)} characters or fewer`}
          errorMessage={errorFor(form, 'file')}
        />
        <Button preventDoubleClick>Keep these references</Button>
      </PostForm>
    </Page>
  )
}

const TAGS = {
  named: ['Kept', 'green'],
  unchanged: ['As it was', 'grey'],
  refused: ['Not kept', 'red'],
} as const

function Results({ results }: { readonly results: readonly NamedRow[] }) {
  const count = (result: NamedRow['result']) => String(results.filter((one) => one.result === result).length)
  return (
    <>
      <p class="govuk-body" role="status">
        <strong>
          {count('named')} kept, {count('unchanged')} as they were, {count('refused')} not kept.
        </strong>
      </p>
      <ResponsiveTable
        caption="Row by row"
        columns={[
          { heading: 'Row', numeric: true },
          { heading: 'Package', nowrap: true },
          { heading: 'Your reference' },
          { heading: 'Result' },
          { heading: 'Reason' },
        ]}
        rows={results.map(({ line, reference, ownReference, result, reason }) => [
          String(line),
          reference,
          <span class="govuk-!-text-break-word">{ownReference}</span>,
          <Tag colour={TAGS[result][1]}>{TAGS[result][0]}</Tag>,
          reason,
        ])}
      />
    </>
  )
}
