import { chosen, errorFor, isBegun, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { CharacterCount } from '../../../../../platform/web/govuk/character-count.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { AttachmentField } from '../../shared/attachment-field.tsx'
import { LONGEST_TEXT } from '../../../rules/acts.ts'
import { OUTCOME_NAMES, OUTCOMES, TEAM_NAMES, TEAMS, type Team } from '../../../rules/conversation.ts'

interface ActProps {
  readonly form: FormView
  readonly address: string
}

export function ReplyForm({ form, address }: ActProps) {
  return (
    <PostForm action={`${address}/replies`} form={keyed(form, 'reply')} draft multipart>
      <CharacterCount
        {...typed(form, 'text')}
        label={{ text: 'Reply to the provider', classes: 'govuk-label--m' }}
        hint="The time to answer stops until the provider writes again."
        rows={8}
        maxlength={LONGEST_TEXT}
      />
      <AttachmentField form={form} />
      <Button preventDoubleClick>Send reply</Button>
    </PostForm>
  )
}

export function CloseForm({ form, address, shownMessages }: ActProps & { readonly shownMessages: number }) {
  return (
    <Details
      summary="Close this conversation"
      open={isWrong(form, 'outcome', 'explanation') || isBegun(form, `${address}/closing`)}
    >
      <PostForm action={`${address}/closing`} form={keyed(form, 'close')} draft>
        <input type="hidden" name="shownMessages" value={String(shownMessages)} />
        <Radios
          {...chosen(form, 'outcome')}
          legend="Outcome"
          items={OUTCOMES.map((outcome) => ({ value: outcome, text: OUTCOME_NAMES[outcome] }))}
        />
        <CharacterCount
          {...typed(form, 'explanation')}
          label="Explanation"
          hint="The provider reads this. Say what was decided and why."
          maxlength={LONGEST_TEXT}
        />
        <Button preventDoubleClick>Close conversation</Button>
      </PostForm>
    </Details>
  )
}

export function HandOverForm({ form, address, team }: ActProps & { readonly team: Team }) {
  return (
    <Details
      summary="Hand over to another team"
      open={isWrong(form, 'team', 'note') || isBegun(form, `${address}/hand-over`)}
    >
      <PostForm action={`${address}/hand-over`} form={keyed(form, 'hand-over')} draft>
        <input type="hidden" name="shownTeam" value={team} />
        <Radios
          {...chosen(form, 'team')}
          legend="Team"
          items={TEAMS.filter((one) => one !== team).map((one) => ({ value: one, text: TEAM_NAMES[one] }))}
        />
        <CharacterCount
          {...typed(form, 'note')}
          label="Note for the team"
          hint="Only council staff see this note. The day on which an answer is due stays the same."
          maxlength={LONGEST_TEXT}
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Hand over
        </Button>
      </PostForm>
    </Details>
  )
}

export function PlaceForm({ form, address }: ActProps) {
  return (
    <Details
      summary="Say whom it is about"
      open={isWrong(form, 'person-reference') || isBegun(form, `${address}/people`)}
    >
      <PostForm action={`${address}/people`} form={keyed(form, 'place')} draft>
        <Input
          {...typed(form, 'person-reference')}
          label="Reference of the person"
          hint="If the person is restricted, only those who may know of them read this conversation from then on. It cannot be undone."
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Add person
        </Button>
      </PostForm>
    </Details>
  )
}

export function NoteForm({ form, address }: ActProps) {
  return (
    <Details summary="Write an internal note" open={isWrong(form, 'internalNote') || isBegun(form, `${address}/notes`)}>
      <PostForm action={`${address}/notes`} form={keyed(form, 'note')} draft>
        <CharacterCount
          {...typed(form, 'internalNote')}
          label="Internal note"
          hint="Only council staff see this note."
          maxlength={LONGEST_TEXT}
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Save note
        </Button>
      </PostForm>
    </Details>
  )
}

/** Each form on the page is sent once in its own right. */
function keyed(form: FormView, act: string): FormView {
  return { ...form, idempotencyKey: `${form.idempotencyKey}-${act}` }
}

/** An error link cannot lead into something that is closed. */
function isWrong(form: FormView, ...fields: readonly string[]): boolean {
  return fields.some((field) => errorFor(form, field) !== undefined)
}
