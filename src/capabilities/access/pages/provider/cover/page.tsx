import { chosen, dated, errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { grantSentence } from '../../../rules/sentences.ts'
import type { Colleague } from '../../../store/colleagues.ts'
import type { HeldGrant } from '../../../store/granting.ts'
import type { PlaceRow } from '../../../store/places.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly away: PlaceRow
  readonly deputies: readonly Colleague[]
  /** Only what whoever arranges it holds as well. */
  readonly lendable: readonly HeldGrant[]
  readonly chosenGrants: readonly string[]
}

export function CoverPage({ view, form, away, deputies, lendable, chosenGrants }: Props) {
  const here = `/provider/people/${away.membershipId}`
  return (
    <Page heading={`Cover while ${away.name} is away`} view={view} errors={form.errors} backLink={here}>
      {deputies.length === 0 || lendable.length === 0 ? (
        <p class="govuk-body" id="grants">
          {deputies.length === 0
            ? 'Nobody else signs in for your organisation yet. Ask for a new contact first.'
            : `You can lend only what you hold yourself, and you hold nothing of what ${away.name} may do. Ask the council for a change of permissions.`}
        </p>
      ) : (
        <PostForm action={`${here}/cover`} form={form}>
          <Radios
            {...chosen(form, 'by')}
            legend={{ text: 'Who covers?', classes: 'govuk-fieldset__legend--s' }}
            items={deputies.map(({ membershipId, name, jobTitle }) => ({
              value: membershipId,
              text: name,
              ...(jobTitle === '' ? {} : { hint: jobTitle }),
            }))}
          />
          <Checkboxes
            name="grants"
            idPrefix="grants"
            legend={{ text: 'What may they do?', classes: 'govuk-fieldset__legend--s' }}
            hint="You can lend what you hold yourself"
            errorMessage={errorFor(form, 'grants')}
            values={chosenGrants}
            items={lendable.map((grant) => ({ value: grant.id, text: grantSentence(grant) }))}
          />
          <DateInput
            {...dated(form, 'firstDay')}
            legend={{ text: 'First day', classes: 'govuk-fieldset__legend--s' }}
            hint="For example, 27 3 2026"
          />
          <DateInput
            {...dated(form, 'lastDay')}
            legend={{ text: 'Last day', classes: 'govuk-fieldset__legend--s' }}
            hint="The cover ends by itself after this day. 92 days at most."
          />
          <div class="govuk-button-group">
            <Button preventDoubleClick>Arrange cover</Button>
            <Button classes="govuk-button--secondary" attributes={{ formaction: `${here}/cover/preview` }}>
              See first what they would see
            </Button>
          </div>
        </PostForm>
      )}
    </Page>
  )
}
