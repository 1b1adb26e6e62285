import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { columnLabels, requiredColumns, saidColumns } from '../../../rules/file/columns.ts'
import { sheetColumns } from '../../../rules/visit-columns.ts'
import type { SavedMap } from '../../../store/upload/column-maps.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly maps: readonly SavedMap[]
  /** What the columns of a file that could not be read are called. */
  readonly headings: readonly string[]
  readonly mayRecord: boolean
}

const weekColumns = [...requiredColumns, ...saidColumns, 'our_ref'] as const
const labels: Readonly<Record<string, string>> = columnLabels
/** Those of visits and carers that files of weeks do not have. */
const otherColumns = sheetColumns.filter((column) => !weekColumns.some((known) => known === column))

export function UploadMapsPage({ view, form, maps, headings, mayRecord }: Props) {
  return (
    <Page
      heading="Columns of other systems"
      caption="Actuals by file"
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals/uploads', text: 'Actuals by file' }}
    >
      <p class="govuk-body">
        Names that are alike are understood without this. Where a rostering system calls its columns something else, say
        so once and choose the system when you upload its file.
      </p>
      <ResponsiveTable
        caption="Systems whose columns are known here"
        columns={[{ heading: 'System' }, { heading: 'Remembered' }, { heading: 'Act' }]}
        rows={maps.map((map) => [
          map.name,
          `${formatInstant(map.savedAt)} by ${map.savedName}`,
          <Acts map={map} form={form} mayRecord={mayRecord} />,
        ])}
        empty="None yet."
      />
      {mayRecord ? <New form={form} headings={headings} /> : null}
    </Page>
  )
}

function Acts({ map, form, mayRecord }: { readonly map: SavedMap } & Pick<Props, 'form' | 'mayRecord'>) {
  return (
    <>
      <a class="govuk-link" href={`/provider/actuals/uploads/maps/${map.id}`}>
        Save to share<span class="govuk-visually-hidden"> the columns of {map.name}</span>
      </a>
      {mayRecord ? (
        <PostForm action={`/provider/actuals/uploads/maps/${map.id}/removal`} form={form}>
          <Button classes="govuk-button--secondary">
            Forget<span class="govuk-visually-hidden"> the columns of {map.name}</span>
          </Button>
        </PostForm>
      ) : null}
    </>
  )
}

function New({ form, headings }: Pick<Props, 'form' | 'headings'>) {
  return (
    <>
      <PostForm action="/provider/actuals/uploads/maps" form={form}>
        <h2 class="govuk-heading-m">Remember the columns of a system</h2>
        {headings.length === 0 ? null : (
          <p class="govuk-body">The columns of your file are called: {headings.slice(0, 40).join(', ')}.</p>
        )}
        <Input label="Name of the system" {...typed(form, 'name')} />
        {weekColumns.map((column) => (
          <Input label={`${labels[column] ?? column} is called`} {...typed(form, column)} />
        ))}
        <Details summary="Columns of visits and carers">
          {otherColumns.map((column) => (
            <Input label={`${column} is called`} {...typed(form, column)} />
          ))}
        </Details>
        <Button preventDoubleClick>Remember</Button>
      </PostForm>
      <PostForm action="/provider/actuals/uploads/maps/shared" form={form} multipart>
        <h2 class="govuk-heading-m">Add what somebody else has saved</h2>
        <FileUpload
          label="File with columns"
          id="shared"
          name="shared"
          hint="A text file that was saved on this page"
          errorMessage={errorFor(form, 'shared')}
        />
        <Button classes="govuk-button--secondary">Add</Button>
      </PostForm>
    </>
  )
}
