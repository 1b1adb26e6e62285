import { chosen, errorFor, isBegun, PostForm, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import { WarningText } from '../../../../platform/web/govuk/warning-text.tsx'
import type { DocumentRow } from '../../store/documents.ts'
import type { Version } from '../../store/versions.ts'
import { VersionFields } from './filing-fields.tsx'
import { VERSION, VERSION_REASON } from './words.ts'

interface ActsProps {
  readonly form: FormView
  readonly document: DocumentRow
  readonly address: string
  readonly mayWithdraw: boolean
  /** Versions that may be taken back while the document stands. */
  readonly withdrawable: readonly Version[]
}

/** What somebody who may file can do with a document that stands. */
export function Acts({ form, document, address, mayWithdraw, withdrawable }: ActsProps) {
  const fieldsOfVersion = ['dated-day', 'file', 'note']
  return (
    <>
      <Details
        summary="File a new version"
        open={isWrong(form, fieldsOfVersion) || isBegun(form, `${address}/versions`)}
      >
        <PostForm action={`${address}/versions`} form={keyed(form, 'version')} multipart draft>
          <input type="hidden" name="shownVersion" value={String(document.version)} />
          <VersionFields form={form} noteLabel="What changed (optional)" />
          <Button preventDoubleClick>File new version</Button>
        </PostForm>
      </Details>
      {withdrawable.length > 0 ? <WithdrawVersion {...{ form, address, withdrawable }} /> : null}
      {mayWithdraw ? (
        <Details
          summary="Withdraw this document"
          open={isWrong(form, ['reason']) || isBegun(form, `${address}/withdrawal`)}
        >
          <PostForm action={`${address}/withdrawal`} form={keyed(form, 'withdrawal')} draft>
            <Textarea
              {...typed(form, 'reason')}
              label="Why is it withdrawn?"
              hint="For example, it was filed on the wrong person. Nobody can open it afterwards. This cannot be undone."
              rows={3}
            />
            <Button classes="govuk-button--warning" preventDoubleClick>
              Withdraw document
            </Button>
          </PostForm>
        </Details>
      ) : null}
    </>
  )
}

function WithdrawVersion({ form, address, withdrawable }: Pick<ActsProps, 'form' | 'address' | 'withdrawable'>) {
  const action = `${address}/version-withdrawal`
  return (
    <Details summary="Withdraw one version" open={isWrong(form, [VERSION, VERSION_REASON]) || isBegun(form, action)}>
      <PostForm action={action} form={keyed(form, 'version-withdrawal')} draft>
        <Radios
          {...chosen(form, VERSION)}
          legend="Which version is withdrawn?"
          items={withdrawable.map(({ number, name, filerName }) => ({
            value: String(number),
            text: `Version ${String(number)}: ${name}, filed by ${filerName}`,
          }))}
        />
        <Textarea
          {...typed(form, VERSION_REASON)}
          label="Why is this version withdrawn?"
          hint="For example, it is about somebody else. Nobody can open it afterwards, and the newest of the others counts. This cannot be undone."
          rows={3}
        />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Withdraw version
        </Button>
      </PostForm>
    </Details>
  )
}

export function Withdrawn({ document }: { readonly document: DocumentRow }) {
  const { withdrawnAt, withdrawerName, withdrawnReason } = document
  if (withdrawnAt === null) return null
  return (
    <WarningText>
      Withdrawn by {withdrawerName ?? ''}, {formatInstant(withdrawnAt)}: {withdrawnReason ?? ''}
    </WarningText>
  )
}

/** Each form on the page is sent once in its own right. */
function keyed(form: FormView, act: string): FormView {
  return { ...form, idempotencyKey: `${form.idempotencyKey}-${act}` }
}

/** An error link cannot lead into something that is closed. */
function isWrong(form: FormView, fields: readonly string[]): boolean {
  return fields.some((field) => errorFor(form, field) !== undefined)
}
