import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Subject } from '../../../store/following.ts'

const KINDS: Readonly<Record<Subject['kind'], string>> = {
  person: 'Person',
  package: 'Care package',
  conversation: 'Conversation',
}

interface FollowedProps {
  readonly subjects: readonly Subject[]
  readonly address: string
  readonly form: FormView
  readonly view: ViewContext
}

export function FollowedPage({ subjects, address, form, view }: FollowedProps) {
  const face = address.replace('/following', '')
  return (
    <Page heading="What you follow" view={view}>
      <p class="govuk-body">
        You are told when something happens to these, whoever’s turn it is.{' '}
        <a class="govuk-link" href="/account/notifications">
          Choose how you are told
        </a>
      </p>
      <ResponsiveTable
        caption="Followed, newest first"
        captionHidden
        columns={[{ heading: 'What' }, { heading: 'Kind' }, { heading: 'Change' }]}
        rows={subjects.map((subject) => [
          <a class="govuk-link" href={`${face}${subject.where}`}>
            {subject.name}
          </a>,
          KINDS[subject.kind],
          <EndForm subject={subject} address={address} form={form} />,
        ])}
        empty="You follow nothing yet. Open a person, a care package or a conversation, and choose Follow."
      />
    </Page>
  )
}

interface FollowProps {
  readonly subject: Subject
  readonly followed: boolean
  readonly face: 'provider' | 'council'
  readonly form: FormView
  readonly view: ViewContext
}

export function FollowPage({ subject, followed, face, form, view }: FollowProps) {
  const address = `/${face}/following`
  return (
    <Page
      heading={followed ? 'You follow this' : 'Follow this?'}
      caption={subject.name}
      backLink={{ href: `/${face}${subject.where}`, text: KINDS[subject.kind] }}
      view={view}
    >
      <p class="govuk-body">
        {subject.kind === 'conversation'
          ? 'You are told of each new message.'
          : 'You are told when an agreement about it is published, answered or withdrawn, when the care is suspended or changed, and when a document is filed.'}{' '}
        Everything that you follow is under{' '}
        <a class="govuk-link" href={address}>
          What you follow
        </a>
        .
      </p>
      {followed ? (
        <EndForm subject={subject} address={address} form={form} />
      ) : (
        <PostForm action={`${address}/${subject.kind}/${subject.id}`} form={form}>
          <Button preventDoubleClick>Follow</Button>
        </PostForm>
      )}
    </Page>
  )
}

function EndForm({
  subject: { kind, id, name },
  address,
  form,
}: Pick<FollowedProps, 'address' | 'form'> & { readonly subject: Subject }) {
  return (
    <PostForm
      action={`${address}/${kind}/${id}/end`}
      form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
    >
      <button class="portal-link-button" type="submit">
        Stop following<span class="govuk-visually-hidden"> {name}</span>
      </button>
    </PostForm>
  )
}
