import type { ComponentChildren } from 'preact'
import type { Draft } from '../drafts.ts'
import type { ShownDrafts } from './drafts.ts'
import { formatInstant } from './format-instant.ts'
import { Button } from './govuk/button.tsx'
import { InsetText } from './govuk/inset-text.tsx'

/** A fault the person can correct. The field is the id the error summary links to. */
export interface FieldError {
  readonly field: string
  readonly text: string
}

/** A form as it is shown: what was typed, what is wrong with it, and the key that makes a repeated send harmless. */
export interface FormView {
  readonly csrf: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly idempotencyKey: string
  /** The page whose forms keep what is typed until it is sent, and what was kept of it. */
  readonly drafts?: ShownDrafts | undefined
}

/** The props a field takes from its form: `<Input label="…" {...typed(form, 'reason')} />`. */
export function typed(form: FormView, field: string) {
  return { name: field, id: field, value: form.values[field] ?? '', errorMessage: errorFor(form, field) }
}

/** The same for radios and checkboxes, whose first item carries the field's id. */
export function chosen(form: FormView, field: string) {
  return { name: field, idPrefix: field, value: form.values[field] ?? '', errorMessage: errorFor(form, field) }
}

/** The same for a date, whose boxes are `from-day`, `from-month` and `from-year`. Report a fault on one of the boxes. */
export function dated(form: FormView, field: string) {
  const names = ['day', 'month', 'year'].map((part) => `${field}-${part}`)
  const faults = names.filter((name) => errorFor(form, name) !== undefined)
  return {
    id: field,
    namePrefix: field,
    values: form.values,
    errorMessage: faults.map((name) => errorFor(form, name))[0],
  }
}

export function errorFor(form: FormView, field: string): string | undefined {
  return form.errors.find((error) => error.field === field)?.text
}

interface PostFormProps {
  readonly action: string
  readonly form: Pick<FormView, 'csrf' | 'idempotencyKey'> & Partial<FormView>
  readonly id?: string | undefined
  readonly classes?: string | undefined
  /** What is typed here is kept until it is sent. The route of the page says `drafts: true`. */
  readonly draft?: boolean | undefined
  /** For a form that sends a file. */
  readonly multipart?: boolean | undefined
  readonly children?: ComponentChildren
}

/** Whether this person has begun this form and not sent it: it may not be hidden then. */
export function isBegun({ drafts }: Partial<FormView>, action: string): boolean {
  return keptFor(drafts, action) !== undefined
}

function keptFor(drafts: ShownDrafts | undefined, action: string): Draft | undefined {
  return drafts?.kept.find(({ form }) => form === action)
}

/** A form that changes something. The browser's own messages are off: ours are in the summary and beside the field. */
export function PostForm(props: PostFormProps) {
  const { action, form, id, classes, multipart = false, children } = props
  const draft = draftOf(props)
  return (
    <>
      <form
        method="post"
        action={action}
        id={id}
        class={classes}
        enctype={multipart ? 'multipart/form-data' : undefined}
        data-draft={draft?.kind}
        novalidate
      >
        <input type="hidden" name="_csrf" value={form.csrf} />
        <input type="hidden" name="_key" value={form.idempotencyKey} />
        {draft === undefined ? null : <DraftPlace {...draft} />}
        {children}
        {draft === undefined ? null : <p class="govuk-hint" role="status" data-draft-status="" />}
      </form>
      {draft?.kept === undefined ? null : <StartAgain csrf={form.csrf} {...draft} />}
    </>
  )
}

interface FormDraft {
  readonly place: string
  readonly action: string
  /** After a refusal all that stands in the form was typed, though none of it since the page came. */
  readonly kind: 'typed' | 'all'
  readonly kept: Draft | undefined
}

function draftOf({ action, form, draft = false }: PostFormProps): FormDraft | undefined {
  if (!draft || form.drafts === undefined) return undefined
  const { place } = form.drafts
  if ((form.errors ?? []).length > 0) return { place, action, kind: 'all', kept: undefined }
  return { place, action, kind: 'typed', kept: keptFor(form.drafts, action) }
}

function DraftPlace({ place, action, kept }: FormDraft) {
  return (
    <>
      <input type="hidden" name="_draft" value={place} />
      <input type="hidden" name="_form" value={action} />
      {kept === undefined ? null : (
        <InsetText>What you typed here on {formatInstant(kept.keptAt)} is still here. It has not been sent.</InsetText>
      )}
    </>
  )
}

/** A form of its own after the other, so that Enter in a box never presses it. */
function StartAgain({ csrf, place, action }: FormDraft & { readonly csrf: string }) {
  return (
    <form method="post" action="/drafts/removal" novalidate>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="_draft" value={place} />
      <input type="hidden" name="_form" value={action} />
      <Button classes="govuk-button--secondary">Remove what I typed and start again</Button>
    </form>
  )
}
