import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Granter } from '../../../store/granters.ts'
import type { OwnJoin } from '../../../store/joining.ts'

interface JoiningProps {
  readonly asked: readonly OwnJoin[]
  readonly found: { readonly id: string; readonly name: string; readonly approvers: readonly Granter[] } | undefined
  readonly searched: string
  readonly form: FormView
  readonly view: ViewContext
}

export function JoiningPage({ asked, found, searched, form, view }: JoiningProps) {
  return (
    <Page
      heading="Ask to join another organisation"
      errors={form.errors}
      backLink={{ href: '/account', text: 'My account' }}
      view={view}
    >
      <p class="govuk-body">
        If you work for another organisation too, ask somebody there who looks after its people. They decide what you
        may see. You keep one sign-in and choose where to work.
      </p>
      <form method="get" action="/account/joining" novalidate>
        <Input
          name="organisation"
          id="organisation"
          label="Name of the organisation"
          hint="As it is written on its letters to the council"
          value={searched}
          errorMessage={form.errors.find(({ field }) => field === 'organisation')?.text}
          spellcheck={false}
        />
        <Button classes="govuk-button--secondary">Find it</Button>
      </form>
      {found === undefined ? null : <Ask found={found} form={form} />}
      <ResponsiveTable
        caption="What you asked"
        empty="You have not asked to join an organisation."
        columns={[{ heading: 'Organisation' }, { heading: 'Asked' }, { heading: 'Answer' }]}
        rows={asked.map((one) => [
          one.organisation,
          `${one.approverName}, ${formatInstant(one.askedAt)}`,
          answerText(one),
        ])}
      />
    </Page>
  )
}

function Ask({ found, form }: { readonly found: NonNullable<JoiningProps['found']>; readonly form: FormView }) {
  if (found.approvers.length === 0)
    return (
      <p class="govuk-body">
        Nobody at {found.name} looks after its people in the portal yet. Ask the council to make its first
        administrator.
      </p>
    )
  return (
    <PostForm action="/account/joining" form={form} draft>
      <input type="hidden" name="organisation" value={found.name} />
      <input type="hidden" name="providerId" value={found.id} />
      <Radios
        {...chosen(form, 'approverId')}
        legend={{ text: `Who at ${found.name} knows you?`, classes: 'govuk-fieldset__legend--s' }}
        items={found.approvers.map(({ accountId, name }) => ({ value: accountId, text: name }))}
      />
      <Textarea {...typed(form, 'note')} label="What will you do there?" rows={3} />
      <Button preventDoubleClick>Ask to join</Button>
    </PostForm>
  )
}

function answerText({ status, refusalReason }: OwnJoin): string {
  if (status === 'asked') return 'Not answered yet'
  return status === 'taken-up' ? 'Taken up' : `Refused: ${refusalReason ?? ''}`
}
