import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PersonDetails } from '../../../rules/person-details.ts'
import type { ContactRequest } from '../../../store/contact-requests.ts'
import type { Revealed } from '../../../store/granting.ts'
import { RequestSummary } from '../../shared/request-summary.tsx'
import { RevealedList } from '../../shared/revealed.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly request: ContactRequest
  /** The details of the person now, when some of them would be corrected. */
  readonly before: PersonDetails | undefined
  readonly asked: readonly string[]
  /** What the person holds today, when it is a change. */
  readonly held: readonly string[]
  readonly revealed: Revealed
  readonly menu: readonly string[]
  readonly mayDecide: boolean
}

export function ContactRequestPage({ view, form, request, before, asked, held, revealed, menu, mayDecide }: Props) {
  return (
    <Page
      heading={`${request.givenName} ${request.familyName}`.trim()}
      caption={request.provider}
      view={view}
      errors={form.errors}
      backLink="/council/contact-requests"
    >
      <RequestSummary request={request} before={before} />
      {request.kind === 'new' ? null : <Sentences heading="Holds today" sentences={held} />}
      <Sentences heading="Asked for" sentences={asked} />
      <h2 class="govuk-heading-m">What this opens today</h2>
      <RevealedList revealed={revealed} menu={menu} />
      {mayDecide && request.status === 'requested' ? <Decision form={form} request={request} /> : null}
    </Page>
  )
}

function Sentences({ heading, sentences }: { readonly heading: string; readonly sentences: readonly string[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      {sentences.length === 0 ? (
        <p class="govuk-body">Nothing.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {sentences.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Decision({ form, request }: { readonly form: FormView; readonly request: ContactRequest }) {
  const here = `/council/contact-requests/${request.id}`
  const version = <input type="hidden" name="version" value={String(request.rowVersion)} />
  return (
    <>
      <h2 class="govuk-heading-m" id="decision">
        Decide
      </h2>
      <p class="govuk-body">
        {request.kind === 'new'
          ? 'Approving makes the place with these permissions and sends the person a link to set up signing in. It works once, for as long as the email says.'
          : 'Approving puts what is asked for in the place of what the person holds today. Main stays as it is, and what is held until a last day still ends after it.'}
        {request.corrects.length === 0 ? '' : ' The details are corrected as above.'}
      </p>
      <PostForm action={`${here}/approval`} form={form}>
        {version}
        <Button preventDoubleClick>Approve</Button>
      </PostForm>
      <PostForm action={`${here}/refusal`} form={form} draft>
        {version}
        <Textarea label="Reason for refusing" hint="The provider reads it" {...typed(form, 'reason')} rows={3} />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Refuse
        </Button>
      </PostForm>
    </>
  )
}
