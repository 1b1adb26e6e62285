import { formatPounds } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { isOpen } from '../../../rules/state.ts'
import type { Invoice } from '../../../store/invoice.ts'
import { periodWords, plural } from '../../shared/words.ts'

interface DeletionProps {
  readonly invoice: Invoice
  readonly form: FormView
  readonly view: ViewContext
}

export function DeletionPage({ invoice, form, view }: DeletionProps) {
  const { id, reference, serviceName, total, lineCount, version } = invoice
  const back = `/provider/invoices/${id}`
  return (
    <Page heading={`Delete the draft ${reference}`} errors={form.errors} view={view} backLink={back}>
      {isOpen(invoice.status) ? (
        <>
          <p class="govuk-body">
            It claims {formatPounds(total)} in {plural(lineCount, 'line')} for {serviceName}, {periodWords(invoice)}.
          </p>
          <p class="govuk-body">
            The records of care stay as they are. Once the draft is deleted, its weeks can be claimed by a new invoice.
          </p>
          <PostForm action={`${back}/deletion`} form={form}>
            <input type="hidden" name="version" value={String(version)} />
            <div class="govuk-button-group">
              <Button classes="govuk-button--warning" preventDoubleClick>
                Delete the draft
              </Button>
              <a class="govuk-link" href={back}>
                Keep it
              </a>
            </div>
          </PostForm>
        </>
      ) : (
        <p class="govuk-body">This invoice was sent to the council, so it cannot be deleted.</p>
      )}
    </Page>
  )
}
