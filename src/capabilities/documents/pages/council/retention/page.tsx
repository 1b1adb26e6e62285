import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { CLASS_NAMES, CLASSES } from '../../../rules/retention.ts'
import type { Hold } from '../../../store/holds.ts'
import type { Disposing, Preview, Rule } from '../../../store/retention.ts'
import { HoldSomething } from './hold-something.tsx'

const ADDRESS = '/council/documents/retention'

interface RetentionProps {
  readonly rules: readonly Rule[]
  readonly preview: readonly Preview[]
  readonly holds: readonly Hold[]
  readonly disposing: Disposing | undefined
  readonly mayRetain: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function RetentionPage(props: RetentionProps) {
  const { disposing, mayRetain, form, view } = props
  return (
    <Page
      heading="How long documents and files are kept"
      backLink={{ href: '/council/documents', text: 'All documents' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        Documents and scans: so many years after the last day of a person’s care with the provider, or after they were
        filed where that is later. Files sent with messages: after the conversation was closed. While the care goes on,
        the conversation is open, or a hold stands, nothing is disposed of.{' '}
        <a class="govuk-link" href="/council/documents/disposals">
          What was disposed of
        </a>
      </p>
      {disposing === undefined ? (
        <InsetText>Nothing is disposed of at the moment.</InsetText>
      ) : (
        <InsetText>
          Started by {disposing.starterName}, {formatInstant(disposing.startedAt)}. What is due goes each night.
        </InsetText>
      )}
      {mayRetain ? <ScheduleForm form={form} /> : null}
      <PreviewTable {...props} />
      {mayRetain ? <Switch {...props} /> : null}
      <Holds {...props} />
      {mayRetain ? <HoldSomething form={form} /> : null}
    </Page>
  )
}

function ScheduleForm({ form }: { readonly form: FormView }) {
  return (
    <PostForm action={ADDRESS} form={form}>
      <h2 class="govuk-heading-m">Schedule</h2>
      <p class="govuk-body">Empty: kept for ever. Saving it stops disposing until somebody starts it again.</p>
      {CLASSES.map((type) => (
        <Input
          {...typed(form, type)}
          label={CLASS_NAMES[type]}
          suffix="years"
          inputmode="numeric"
          classes="govuk-input--width-3"
        />
      ))}
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Save schedule
      </Button>
    </PostForm>
  )
}

function PreviewTable({ preview, rules }: RetentionProps) {
  const yearsOf = (type: string) => rules.find((rule) => rule.class === type)?.keepYears
  return (
    <>
      <ResponsiveTable
        caption="What the schedule lets go today"
        columns={[
          { heading: 'Kind' },
          { heading: 'Kept for' },
          { heading: 'Due', numeric: true },
          { heading: 'On hold', numeric: true },
          { heading: 'Kept', numeric: true },
        ]}
        rows={preview.map((one) => {
          const years = yearsOf(one.class)
          const words = years === undefined ? 'Ever' : years === 1 ? '1 year' : `${String(years)} years`
          return [CLASS_NAMES[one.class], words, String(one.due), String(one.held), String(one.kept)]
        })}
        empty="No document has been filed yet."
      />
      <p class="govuk-hint">
        What is about restricted people whom you may not know goes by the same schedule, and is not counted here.
      </p>
    </>
  )
}

function Switch({ disposing, rules, preview, form }: RetentionProps) {
  if (rules.length === 0) return null
  const keyed = { csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-switch` }
  if (disposing !== undefined)
    return (
      <PostForm action={`${ADDRESS}/stop`} form={keyed}>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Stop disposing
        </Button>
      </PostForm>
    )
  const due = preview.reduce((sum, one) => sum + one.due, 0)
  return (
    <PostForm action={`${ADDRESS}/start`} form={keyed}>
      <WarningText>
        {due === 1 ? 'One document or file goes' : `${due.toLocaleString('en-GB')} documents and files go`} tonight,
        with all versions and without a way back. A certificate of each stays: its kind, its fingerprints and the day.
      </WarningText>
      <Button classes="govuk-button--warning" preventDoubleClick>
        Start disposing of what is due
      </Button>
    </PostForm>
  )
}

function Holds({ holds, mayRetain, form }: RetentionProps) {
  return (
    <ResponsiveTable
      caption="On legal hold"
      columns={[{ heading: 'What' }, { heading: 'Why' }, { heading: 'By' }, { heading: 'Change' }]}
      rows={holds.map(({ id, reason, placerName, placedAt, ...held }) => [
        <What held={held} />,
        reason,
        `${placerName}, ${formatInstant(placedAt)}`,
        mayRetain ? (
          <PostForm
            action={`/council/documents/holds/${id}/lifting`}
            form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
          >
            <button class="portal-link-button" type="submit">
              Lift<span class="govuk-visually-hidden"> the hold: {reason}</span>
            </button>
          </PostForm>
        ) : (
          ''
        ),
      ])}
      empty={`Nothing is on hold.${mayRetain ? ' A document is put on hold on its own page, everything else below.' : ''}`}
    />
  )
}

type WhatProps = { readonly held: Pick<Hold, 'personId' | 'documentId' | 'conversationId' | 'agreementId'> }

function What({ held: { personId, documentId, conversationId, agreementId } }: WhatProps) {
  const [href, text] =
    conversationId !== null
      ? [`/council/messages/${conversationId}`, 'Files of one conversation']
      : agreementId !== null
        ? [`/council/agreements/${agreementId}`, 'Scans of one agreement']
        : documentId !== null
          ? [`/council/documents/${documentId}`, 'One document']
          : [`/council/documents?personId=${personId ?? ''}`, 'Everything about one person']
  return (
    <a class="govuk-link" href={href}>
      {text}
    </a>
  )
}
