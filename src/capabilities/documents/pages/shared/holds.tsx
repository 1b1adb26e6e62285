import { chosen, errorFor, isBegun, PostForm, typed, type FormView } from '../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import type { Hold } from '../../store/holds.ts'

interface HoldsProps {
  readonly holds: readonly Hold[]
  readonly mayRetain: boolean
  readonly address: string
  readonly form: FormView
}

/** Why it is kept whatever the schedule says, and keeping it so. */
export function Holds({ holds, mayRetain, address, form }: HoldsProps) {
  return (
    <>
      {holds.map(({ documentId, reason, placerName, placedAt }) => (
        <InsetText>
          {documentId === null ? 'All documents of this person are' : 'This document is'} on legal hold: {reason} (
          {placerName}, {formatInstant(placedAt)})
        </InsetText>
      ))}
      {mayRetain ? (
        <Details
          summary="Put on legal hold"
          open={errorFor(form, 'hold-reason') !== undefined || isBegun(form, `${address}/hold`)}
        >
          <PostForm action={`${address}/hold`} form={{ ...form, idempotencyKey: `${form.idempotencyKey}-hold` }} draft>
            <Radios
              {...chosen(form, 'covers')}
              value={form.values['covers'] ?? 'document'}
              legend="What is kept?"
              items={[
                { value: 'document', text: 'This document' },
                {
                  value: 'person',
                  text: 'Everything about this person, files of messages and scans too, now and later',
                },
              ]}
            />
            <Textarea
              {...typed(form, 'hold-reason')}
              label="Why is it on hold?"
              rows={3}
              hint="For example, a complaint or a claim. It is kept until somebody lifts the hold."
            />
            <Button classes="govuk-button--secondary" preventDoubleClick>
              Put on hold
            </Button>
          </PostForm>
        </Details>
      ) : null}
    </>
  )
}
