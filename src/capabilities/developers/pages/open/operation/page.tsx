import { API, changes, needsVersion, type Operation } from '../../../../../platform/web/api.ts'
import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { SchemaRow } from '../../../rules/schema-rows.ts'
import { commandLine, requestOf } from '../../../rules/try-request.ts'
import { Code, Frame, HOME, Section } from '../shared/frame.tsx'

export type Described = {
  readonly operation: Operation
  readonly parameters: readonly {
    readonly name: string
    readonly where: string
    readonly needed: boolean
    readonly text: string
  }[]
  readonly body: readonly SchemaRow[]
  readonly answer: readonly SchemaRow[]
}
export type Tried = {
  readonly request: string
  readonly status: number
  readonly headers: string
  readonly body: string
}
type Props = Described & {
  readonly view: ViewContext
  readonly form: FormView
  readonly origin: string
  readonly tried?: Tried | undefined
}

export function OperationPage(props: Props) {
  const { operation, parameters, body, answer, view, form, origin } = props
  const { method, path, summary, description, example } = operation
  const file = operation.upload !== undefined
  return (
    <Frame heading={summary} view={view} at="" errors={form.errors}>
      <p class="govuk-body">{description}</p>
      <Code label="Address">{`${method} ${API}${path}`}</Code>
      <Parts caption="In the address and the headers" parameters={parameters} operation={operation} />
      {body.length === 0 && !file ? null : (
        <Members caption={file ? 'Parts of the form, beside file' : 'Body'} rows={body} empty="Only the part file" />
      )}
      <Members caption="Answer" rows={answer} empty={operation.answersFile?.join(', ') ?? 'Nothing'} />
      <Section title="Example">
        <Code label="As a command">{exampleCommand(operation, origin)}</Code>
        {operation.answersFile === undefined ? (
          <Code label="An answer">{JSON.stringify(example.answer, undefined, 2)}</Code>
        ) : null}
      </Section>
      <Refusals operation={operation} />
      {file || operation.permission === 'public' ? null : <Try {...props} />}
    </Frame>
  )
}

function exampleCommand(operation: Operation, origin: string): string {
  const { method, versioned = false, example } = operation
  const asked = { method, path: example.path, versioned, changes: changes(operation) }
  const values = example.body === undefined ? {} : { body: JSON.stringify(example.body) }
  const request = requestOf(asked, values, { parameters: [], repeatKey: 'roster-2026-11-16-77' })
  return commandLine(origin, request, operation.upload !== undefined)
}

type PartsProps = {
  readonly caption: string
  readonly parameters: Described['parameters']
  readonly operation: Operation
}

function Parts({ caption, parameters, operation }: PartsProps) {
  const all = [
    ...parameters,
    ...(changes(operation)
      ? [{ name: 'Idempotency-Key', where: 'header', needed: true, text: '8 to 255 characters, new for each change' }]
      : []),
    ...(needsVersion(operation)
      ? [{ name: 'If-Match', where: 'header', needed: true, text: 'The ETag that was read; "0" where nothing stood' }]
      : []),
  ]
  if (all.length === 0) return null
  return (
    <ResponsiveTable
      caption={caption}
      columns={[{ heading: 'Name' }, { heading: 'Where' }, { heading: 'Needed' }, { heading: 'Meaning' }]}
      rows={all.map(({ name, where, needed, text }) => [<code>{name}</code>, where, needed ? 'Yes' : 'No', text])}
    />
  )
}

type MembersProps = { readonly caption: string; readonly rows: readonly SchemaRow[]; readonly empty: string }

function Members({ caption, rows, empty }: MembersProps) {
  return (
    <ResponsiveTable
      caption={caption}
      columns={[{ heading: 'Member' }, { heading: 'Type' }, { heading: 'Needed' }, { heading: 'Meaning' }]}
      rows={rows.map(({ name, type, needed, text }) => [<code>{name}</code>, type, needed ? 'Yes' : 'No', text])}
      empty={`${caption}: ${empty}.`}
    />
  )
}

function Refusals({ operation }: { readonly operation: Operation }) {
  if (operation.refusals.length === 0)
    return (
      <p class="govuk-body">
        What may go wrong is what may go wrong everywhere: see{' '}
        <a class="govuk-link" href={`${HOME}/errors`}>
          the codes
        </a>
        .
      </p>
    )
  return (
    <ResponsiveTable
      caption="Refusals of its own"
      columns={[{ heading: 'Status', nowrap: true }, { heading: 'Code' }, { heading: 'When' }]}
      rows={operation.refusals.map(({ status, code, when }) => [String(status), <code>{code}</code>, when])}
    />
  )
}

function Try({ operation, parameters, form, tried }: Props) {
  const { id, example } = operation
  return (
    <Section title="Try it in your sandbox">
      <PostForm action={`${HOME}/operations/${id}`} form={form} id="try">
        <Input
          label="Test key"
          hint="It begins with portal_test_. It is used for this one request and kept nowhere"
          autocomplete="off"
          spellcheck={false}
          {...typed(form, 'key')}
        />
        {parameters.map(({ name, text }) => (
          <Input label={name} hint={text} classes="govuk-input--width-20" autocomplete="off" {...typed(form, name)} />
        ))}
        {needsVersion(operation) ? (
          <Input
            label="Version (If-Match)"
            hint="0 where nothing stood"
            classes="govuk-input--width-4"
            {...typed(form, 'version')}
          />
        ) : null}
        {example.body === undefined ? null : (
          <Textarea
            label="Body"
            name="body"
            id="body"
            rows={10}
            spellcheck={false}
            value={form.values['body'] ?? ''}
            errorMessage={errorFor(form, 'body')}
          />
        )}
        <Button>Send it</Button>
      </PostForm>
      <div data-try-answer="" tabIndex={-1}>
        {tried === undefined ? null : <Answer tried={tried} />}
      </div>
    </Section>
  )
}

function Answer({ tried: { request, status, headers, body } }: { readonly tried: Tried }) {
  return (
    <section aria-label="What was sent and what came back">
      <h3 class="govuk-heading-s">What was sent</h3>
      <Code label="The request">{request}</Code>
      <SummaryList rows={[{ key: 'Status', value: String(status) }]} />
      <h3 class="govuk-heading-s">What came back</h3>
      <Code label="Headers of the answer">{headers}</Code>
      <Code label="Body of the answer">{body}</Code>
    </section>
  )
}
