import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Change } from '../../../store/changes.ts'
import { ChangeFacts } from '../../shared/change-facts.tsx'
import { inSentence } from '../../shared/words.ts'

interface OrganisationChangeProps {
  readonly change: Change
  readonly mayDecide: boolean
  /** Asked for by whoever is looking: somebody else has to decide. */
  readonly own: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function OrganisationChangePage({ change, mayDecide, own, form, view }: OrganisationChangeProps) {
  const decides = mayDecide && change.status === 'submitted'
  return (
    <Page
      heading={`Change of the ${inSentence(change.field)}`}
      caption={change.serviceName === null ? change.providerName : `${change.serviceName}, ${change.providerName}`}
      errors={form.errors}
      view={view}
      backLink={{ href: '/council/organisation-changes', text: 'Changes to decide' }}
    >
      <ChangeFacts change={change} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/organisations/${change.providerId}`}>
          All details of {change.providerName}
        </a>
      </p>
      {decides && own ? <InsetText>You asked for this yourself, so somebody else has to decide it.</InsetText> : null}
      {decides && !own ? <Decide change={change} form={form} /> : null}
    </Page>
  )
}

function Decide({ change, form }: Pick<OrganisationChangeProps, 'change' | 'form'>) {
  return (
    <PostForm action={`/council/organisation-changes/${change.id}/decision`} form={form} draft>
      <input type="hidden" name="version" value={String(change.version)} />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'What do you decide?', classes: 'govuk-fieldset__legend--m' }}
        items={[
          { value: 'approve', text: 'Approve it', hint: 'The details change on the day it takes effect' },
          { value: 'reject', text: 'Reject it', hint: 'The details stay as they are' },
        ]}
      />
      <Textarea
        {...typed(form, 'reason')}
        label="Why, and what you checked"
        hint="The provider reads this. For example: agrees with the CQC register on 3 March."
        rows={4}
      />
      <Button preventDoubleClick>Decide</Button>
    </PostForm>
  )
}
