import type { ComponentChildren } from 'preact'

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
  readonly form: Pick<FormView, 'csrf' | 'idempotencyKey'>
  readonly id?: string | undefined
  readonly classes?: string | undefined
  /** Where the browser code keeps what is typed, until it is sent. */
  readonly draftUrl?: string | undefined
  /** For a form that sends a file. */
  readonly multipart?: boolean | undefined
  readonly children?: ComponentChildren
}

/** A form that changes something. The browser's own messages are off: ours are in the summary and beside the field. */
export function PostForm({ action, form, id, classes, draftUrl, multipart = false, children }: PostFormProps) {
  return (
    <form
      method="post"
      action={action}
      id={id}
      class={classes}
      enctype={multipart ? 'multipart/form-data' : undefined}
      data-draft-url={draftUrl}
      novalidate
    >
      <input type="hidden" name="_csrf" value={form.csrf} />
      <input type="hidden" name="_key" value={form.idempotencyKey} />
      {children}
      {draftUrl === undefined ? null : <p class="govuk-hint" role="status" data-draft-status="" />}
    </form>
  )
}
