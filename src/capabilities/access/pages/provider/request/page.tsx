import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { AskedGrant, ContactRequest } from '../../../store/contact-requests.ts'
import type { Revealed } from '../../../store/granting.ts'
import { RequestSummary } from '../../shared/request-summary.tsx'
import { RevealedList } from '../../shared/revealed.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly request: ContactRequest
  readonly grants: readonly AskedGrant[]
  readonly revealed: Revealed
  /** Of the portal, as the person would have it. */
  readonly menu: readonly string[]
  /** Sent, it is answered at once. */
  readonly answersAtOnce: boolean
}

export function RequestPage(props: Props) {
  const { view, form, request, grants, revealed, menu } = props
  const draft = request.status === 'draft'
  const here = `/provider/people/requests/${request.id}`
  return (
    <Page
      heading={draft ? 'Check before you send' : `${request.givenName} ${request.familyName}`.trim()}
      caption={request.kind === 'new' ? 'New contact' : 'Change of permissions or details'}
      view={view}
      errors={form.errors}
      backLink="/provider/people"
    >
      <RequestSummary
        request={request}
        changeHref={draft ? `${here}/${request.kind === 'new' ? 'details' : 'correction'}` : undefined}
      />
      <h2 class="govuk-heading-m" id="grants">
        What the person may see and do
      </h2>
      <ResponsiveTable
        caption="Permissions asked for"
        captionHidden
        columns={draft ? [{ heading: 'Permission' }, { heading: 'Remove' }] : [{ heading: 'Permission' }]}
        rows={grants.map((grant) => [
          grantSentence(grant),
          ...(draft ? [<TakeOut form={form} here={here} grant={grant} />] : []),
        ])}
        empty={
          request.kind === 'new'
            ? 'Nothing yet. Add what the person needs for their work.'
            : 'Nothing: every permission except Main would end.'
        }
      />
      {draft ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${here}/grants`}>
            Add a permission
          </a>
        </p>
      ) : null}
      {grants.length === 0 || request.status === 'withdrawn' ? null : (
        <>
          <h2 class="govuk-heading-m">What this opens today</h2>
          <RevealedList revealed={revealed} menu={menu} />
        </>
      )}
      <Acts {...props} here={here} />
    </Page>
  )
}

function TakeOut({
  form,
  here,
  grant,
}: {
  readonly form: FormView
  readonly here: string
  readonly grant: AskedGrant
}) {
  return (
    <PostForm action={`${here}/grants/${grant.id}/removal`} form={form}>
      <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
        Remove<span class="govuk-visually-hidden">: {grantSentence(grant)}</span>
      </Button>
    </PostForm>
  )
}

const whatFollows = {
  new: {
    atOnce:
      'Your council lets you invite people with these permissions yourself. The email with the link to set up signing in goes out at once.',
    council: 'The council decides. Once it has approved, the person gets an email with a link to set up signing in.',
  },
  change: {
    atOnce: 'Your council lets you give these permissions yourself. They hold at once, and the person is told.',
    council: 'The council decides. Once it has approved, the person is told.',
  },
} as const

function Acts({ form, request, here, answersAtOnce }: Props & { readonly here: string }) {
  if (request.status === 'draft')
    return (
      <>
        <InsetText>{whatFollows[request.kind][answersAtOnce ? 'atOnce' : 'council']}</InsetText>
        <PostForm action={`${here}/submission`} form={form}>
          <Button preventDoubleClick>
            {answersAtOnce ? (request.kind === 'new' ? 'Invite' : 'Give now') : 'Send to the council'}
          </Button>
        </PostForm>
        <PostForm action={`${here}/withdrawal`} form={form}>
          <Button classes="govuk-button--secondary">Discard</Button>
        </PostForm>
      </>
    )
  if (request.status === 'requested')
    return (
      <PostForm action={`${here}/withdrawal`} form={form}>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Withdraw this request
        </Button>
      </PostForm>
    )
  if (request.status === 'refused')
    return <p class="govuk-body">To ask again, start a new request that answers the reason.</p>
  return null
}
