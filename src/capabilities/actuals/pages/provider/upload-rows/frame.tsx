import type { ComponentChildren } from 'preact'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { SubNavigation } from '../../../../../platform/web/patterns/sub-navigation.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CauseWords } from '../../../rules/file/words.ts'
import type { Upload } from '../../../store/upload/uploads.ts'

type FrameProps = {
  readonly view: ViewContext
  readonly form: FormView
  readonly upload: Upload
  readonly filter: { readonly show: string; readonly code?: string | undefined }
  readonly shows: readonly (readonly [show: string, text: string])[]
  readonly causeWords: (code: string) => CauseWords
  /** The last row of this page, when there are more. */
  readonly last: number | undefined
  readonly children: ComponentChildren
}

/** Around the rows of a file, whatever they are: what is shown of them, the cause they share, and the next ones. */
export function RowsFrame({ view, form, upload, filter, shows, causeWords, last, children }: FrameProps) {
  const result = `/provider/actuals/uploads/${upload.id}`
  const cause = filter.code === undefined ? undefined : causeWords(filter.code)
  const code = filter.code === undefined ? '' : `&code=${filter.code}`
  return (
    <Page
      heading={cause === undefined ? 'Rows of the file' : cause.title}
      caption={upload.fileName}
      errors={form.errors}
      view={view}
      backLink={{ href: result, text: 'Result' }}
      wide
    >
      <SubNavigation
        label="Rows"
        items={shows.map(([show, text]) => ({
          href: `${result}/rows?show=${show}`,
          text,
          active: show === filter.show,
        }))}
      />
      {cause === undefined ? null : (
        <p class="govuk-body">
          {cause.why}. {cause.fix}.
        </p>
      )}
      {children}
      {last === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${result}/rows?show=${filter.show}${code}&after=${String(last)}`}>
            Next rows
          </a>
        </p>
      )}
    </Page>
  )
}

/** The same in a row that changes: what stood, and what will. */
export function OldAndNew({ was, now }: { readonly was: string; readonly now: string }) {
  return (
    <>
      <del>
        <span class="govuk-visually-hidden">was </span>
        {was}
      </del>{' '}
      <ins>{now}</ins>
    </>
  )
}
