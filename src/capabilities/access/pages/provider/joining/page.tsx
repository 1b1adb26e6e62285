import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Join } from '../../../store/joining.ts'

const people = { href: '/provider/people', text: 'People' }

export function JoinsPage({ joins, view }: { readonly joins: readonly Join[]; readonly view: ViewContext }) {
  return (
    <Page heading="People who ask to join" backLink={people} view={view}>
      <ResponsiveTable
        caption="Waiting for an answer"
        empty="Nobody asks to join your organisation."
        columns={[{ heading: 'Name' }, { heading: 'Asked' }, { heading: 'Asked of' }]}
        rows={joins.map(({ id, name, askedAt, approverName }) => [
          <a class="govuk-link" href={`/provider/people/joining/${id}`}>
            {name}
          </a>,
          formatInstant(askedAt),
          approverName,
        ])}
      />
    </Page>
  )
}

interface JoinProps {
  readonly join: Join
  readonly form: FormView
  readonly view: ViewContext
}

export function JoinPage({ join, form, view }: JoinProps) {
  const address = `/provider/people/joining/${join.id}`
  return (
    <Page
      heading={`${join.name} asks to join`}
      errors={form.errors}
      backLink={{ href: '/provider/people/joining', text: 'People who ask to join' }}
      view={view}
    >
      <SummaryList
        rows={[
          { key: 'E-mail address', value: join.email },
          { key: 'What they will do', value: join.note },
          { key: 'Asked of', value: `${join.approverName}, ${formatInstant(join.askedAt)}` },
        ]}
      />
      {join.status === 'asked' ? (
        <>
          <p class="govuk-body">
            Take it up only if you know this person and the address is theirs. You then choose what they may see; the
            council decides where it keeps that to itself.
          </p>
          <PostForm action={`${address}/request`} form={form}>
            <Button preventDoubleClick>Choose what they may see</Button>
          </PostForm>
          <PostForm action={`${address}/refusal`} form={form} draft>
            <Textarea {...typed(form, 'reason')} label="Or refuse it: why?" hint="They read this." rows={3} />
            <Button classes="govuk-button--secondary" preventDoubleClick>
              Refuse
            </Button>
          </PostForm>
        </>
      ) : (
        <p class="govuk-body">
          {join.status === 'refused' ? 'Refused' : 'Taken up'} by {join.deciderName ?? ''}.
        </p>
      )}
    </Page>
  )
}
