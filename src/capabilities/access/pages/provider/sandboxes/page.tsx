import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag, type TagColour } from '../../../../../platform/web/govuk/tag.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { DAYS_KEPT, MOST_RESETS_A_DAY, MOST_SANDBOXES, type SandboxState } from '../../../rules/sandboxes.ts'
import type { Sandbox } from '../../../store/sandboxes.ts'

export const HOME = '/provider/api-keys/sandboxes'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly sandboxes: readonly Sandbox[]
  /** How many older fillings of each wait to be disposed of. */
  readonly waiting: ReadonlyMap<string, number>
  readonly now: Date
  readonly mayManage: boolean
}

export function SandboxesPage({ view, form, sandboxes, waiting, now, mayManage }: Props) {
  const open = sandboxes.filter(({ state }) => state !== 'ended')
  return (
    <Page heading="Sandboxes" view={view} errors={form.errors} backLink="/provider/api-keys">
      <p class="govuk-body">
        A sandbox is a made-up council with two made-up companies, for one vendor or one system to try the API in.
        Nothing in it is real: no e-mail leaves it, and no money. It is reached by test keys alone, and every answer to
        one says “sandbox”. What was in it before a reset, or when it is closed, is kept for {DAYS_KEPT} days after the
        night that notes it and is then disposed of.
      </p>
      {open.length === 0 ? (
        <p class="govuk-body portal-empty">No sandbox yet. Open one, then make a test key for it under API keys.</p>
      ) : (
        open.map((sandbox) => (
          <Card sandbox={sandbox} old={waiting.get(sandbox.id) ?? 0} form={form} now={now} mayManage={mayManage} />
        ))
      )}
      {mayManage && (open.length < MOST_SANDBOXES || form.errors.length > 0) ? <NewSandbox form={form} /> : null}
    </Page>
  )
}

const states: Readonly<Record<SandboxState, { readonly text: string; readonly colour: TagColour }>> = {
  filling: { text: 'Being filled', colour: 'blue' },
  ready: { text: 'Ready', colour: 'green' },
  failed: { text: 'Could not be filled', colour: 'red' },
  ended: { text: 'Closed', colour: 'grey' },
}

type CardProps = Pick<Props, 'form' | 'now' | 'mayManage'> & { readonly sandbox: Sandbox; readonly old: number }

function Card({ sandbox, old, form, now, mayManage }: CardProps) {
  const { id, name, state, generation, daysAhead, madeAt, madeBy, filledAt } = sandbox
  const there = new Date(now.getTime() + daysAhead * 86_400_000)
  return (
    <section aria-label={`Sandbox ${name}`}>
      <SummaryList
        card={{ title: { text: name, headingLevel: 2 } }}
        rows={[
          { key: 'State', value: { text: <Tag colour={states[state].colour}>{states[state].text}</Tag> } },
          { key: 'Its clock shows', value: `${formatInstant(there)}${daysWords(daysAhead)}` },
          {
            key: 'Filled',
            value: filledAt === null ? 'Not yet: it takes some seconds' : filledWords(filledAt, generation),
          },
          ...(old === 0
            ? []
            : [{ key: 'To be disposed of', value: old === 1 ? '1 older filling' : `${String(old)} older fillings` }]),
          { key: 'Opened', value: `${formatInstant(madeAt)}, ${madeBy}` },
        ]}
      />
      {mayManage ? (
        <>
          <PostForm action={`${HOME}/${id}/clock`} form={form} classes="govuk-!-margin-bottom-4">
            <Input
              label={`Days ahead of today in ${name}`}
              hint="0 is the real day. Weeks open and deadlines pass as if that day had come"
              classes="govuk-input--width-4"
              inputmode="numeric"
              {...typed(form, `days-${id}`)}
              value={form.values[`days-${id}`] ?? String(daysAhead)}
            />
            <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">Move its clock</Button>
          </PostForm>
          <div class="govuk-button-group">
            <PostForm action={`${HOME}/${id}/reset`} form={form}>
              <Button classes="govuk-button--secondary" preventDoubleClick>
                Reset<span class="govuk-visually-hidden">{` ${name}`}</span>
              </Button>
            </PostForm>
            <PostForm action={`${HOME}/${id}/closing`} form={form}>
              <Button classes="govuk-button--warning">
                Close<span class="govuk-visually-hidden">{` ${name}`}</span>
              </Button>
            </PostForm>
          </div>
        </>
      ) : null}
    </section>
  )
}

function daysWords(daysAhead: number): string {
  if (daysAhead === 0) return ''
  const days = `${String(Math.abs(daysAhead))} ${Math.abs(daysAhead) === 1 ? 'day' : 'days'}`
  return daysAhead > 0 ? `, ${days} ahead` : `, ${days} back`
}

function filledWords(filledAt: Date, generation: number): string {
  return `${formatInstant(filledAt)}${generation === 1 ? '' : `, after ${String(generation - 1)} resets`}`
}

function NewSandbox({ form }: Pick<Props, 'form'>) {
  return (
    <PostForm action={HOME} form={form}>
      <h2 class="govuk-heading-m">Open a sandbox</h2>
      <Input
        label="Name"
        hint="The vendor or the system that tries things out, like Rosters 5"
        classes="govuk-input--width-20"
        {...typed(form, 'name')}
      />
      <WarningText>
        Never copy real people into it: whoever has a test key reads it. A reset makes everything in it anew, at most{' '}
        {MOST_RESETS_A_DAY} times a day.
      </WarningText>
      <Button preventDoubleClick>Open it</Button>
    </PostForm>
  )
}
