import { Page } from '../web/page.tsx'
import type { ViewContext } from '../web/view-context.ts'
import type { PdfRefusal } from './maker.ts'

const WHY = {
  'not-here': 'This server has no PDF maker for its kind of machine.',
  busy: 'Several papers are being made at this moment. Try again in a minute.',
  'too-long': 'This paper would have more than 2,000 rows, which is more than we make as a PDF.',
} as const satisfies Record<PdfRefusal['code'], string>

interface NoPaperProps {
  readonly why: PdfRefusal['code']
  /** The page of the same content, whose address with `.csv` is the spreadsheet. */
  readonly back: string
  readonly hasSpreadsheet?: boolean
  readonly view: ViewContext
}

/** What to do when there is no PDF to be had: the same content is there in two other ways. */
export function NoPaperPage({ why, back, hasSpreadsheet = true, view }: NoPaperProps) {
  return (
    <Page heading="The PDF cannot be made now" view={view} backLink={back}>
      <p class="govuk-body">{WHY[why]}</p>
      <p class="govuk-body">
        You can{' '}
        {hasSpreadsheet ? (
          <>
            <a class="govuk-link" href={`${back}.csv`}>
              download the same lines as CSV
            </a>{' '}
            or{' '}
          </>
        ) : null}
        <a class="govuk-link" href={back}>
          open the page and print it
        </a>
        .
      </p>
    </Page>
  )
}
