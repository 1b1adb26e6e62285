import { formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { chosen, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { Preview } from './preview.tsx'

interface ReleaseFormProps {
  readonly address: string
  readonly preview: Preview
  /** While providers may still confirm and amend. */
  readonly openUntil: Date | undefined
  readonly may: { readonly release: boolean; readonly isPreparer: boolean }
  readonly form: FormView
}

/** The hash of the lines travels with the form: what is released is what was on this screen. */
export function ReleaseForm({ address, preview: { run, exceptions }, openUntil, may, form }: ReleaseFormProps) {
  if (may.isPreparer)
    return <InsetText>You prepared this run, so another person must look at it and release it.</InsetText>
  if (!may.release) return <InsetText>Somebody with the payments approver role releases this run.</InsetText>
  const toConfirm = exceptions.some(({ severity }) => severity === 'confirm')
  return (
    <PostForm id="release" action={`${address}/release`} form={form}>
      <h2 class="govuk-heading-m">Release this run</h2>
      <p class="govuk-body">
        Releasing pays {formatPounds(pence(run.paidPence))} to {run.providerCount} providers and sends their
        remittances. It cannot be undone: a mistake is put right with a correction in the next run.
      </p>
      <input type="hidden" name="shownHash" value={run.linesHash} />
      <input type="hidden" name="runId" value={run.id} />
      {toConfirm ? (
        <Checkboxes
          {...chosen(form, 'confirmed')}
          items={[{ value: 'yes', text: 'I have looked at everything in the list that asks me to' }]}
        />
      ) : null}
      {openUntil === undefined ? null : (
        <Checkboxes
          {...chosen(form, 'early')}
          items={[
            {
              value: 'yes',
              text: `I release it before the last moment to amend, ${formatInstant(openUntil)}: what is confirmed or amended until then is paid with the next period`,
            },
          ]}
        />
      )}
      <Button preventDoubleClick>Release and pay</Button>
    </PostForm>
  )
}
