import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { CharacterCount } from '../../../../../platform/web/govuk/character-count.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { AttachmentField } from '../../shared/attachment-field.tsx'
import { LONGEST_TEXT } from '../../../rules/acts.ts'
import { TEAM_NAMES } from '../../../rules/conversation.ts'
import type { MessageType } from '../../../rules/message-types.ts'
import type { Subject } from '../../../rules/subject.ts'

interface NewMessagePageProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly types: readonly MessageType[]
  readonly services: readonly { readonly id: string; readonly name: string }[]
  /** What the page they came from was about. */
  readonly subject: Subject | undefined
  readonly subjectFrom: string
  /** Not for people whose access is narrower: they could not read the answer. */
  readonly wholeOrganisation: boolean
}

export function NewMessagePage(props: NewMessagePageProps) {
  const { view, form, types, subject, subjectFrom } = props
  return (
    <Page
      heading="Write to the council"
      view={view}
      errors={form.errors}
      backLink={{ href: '/provider/messages', text: 'All messages' }}
    >
      <PostForm action="/provider/messages" form={form} draft multipart>
        {subject === undefined ? null : (
          <>
            <input type="hidden" name="subjectType" value={subject.type} />
            <input type="hidden" name="subjectId" value={subject.id} />
            <input type="hidden" name="subjectFrom" value={subjectFrom} />
          </>
        )}
        <Radios
          {...chosen(form, 'type')}
          legend={{ text: 'What kind of message is it?', classes: 'govuk-fieldset__legend--m' }}
          hint="It decides which team gets your message and how soon it answers."
          items={types.map(({ code, name, team, targetDays }) => ({
            value: code,
            text: name,
            hint: `${TEAM_NAMES[team]}, answers within ${targetDays === 1 ? '1 working day' : `${String(targetDays)} working days`}`,
          }))}
        />
        <RelatedTo {...props} />
        <Input
          {...typed(form, 'title')}
          label={{ text: 'Title', classes: 'govuk-label--m' }}
          hint="A few words that say what you need."
        />
        <CharacterCount
          {...typed(form, 'text')}
          label={{ text: 'Message', classes: 'govuk-label--m' }}
          hint="Safeguarding concerns do not belong here: report them to the council’s safeguarding team."
          rows={10}
          maxlength={LONGEST_TEXT}
        />
        <AttachmentField form={form} />
        <Button preventDoubleClick>Send message</Button>
      </PostForm>
    </Page>
  )
}

function RelatedTo({ form, services, subject, wholeOrganisation }: NewMessagePageProps) {
  const subjectItem = subject === undefined ? [] : [{ value: 'subject', text: subject.text }]
  const organisation = wholeOrganisation ? [{ value: 'organisation', text: 'Your whole organisation' }] : []
  return (
    <Radios
      {...chosen(form, 'related')}
      legend={{ text: 'What is it about?', classes: 'govuk-fieldset__legend--m' }}
      items={[
        ...subjectItem,
        {
          value: 'package',
          text: subject === undefined ? 'A person’s care package' : 'Another care package',
          conditional: (
            <Input
              {...typed(form, 'packageReference')}
              label="Package reference"
              hint="As on the package, or your own reference for it."
              classes="govuk-input--width-20"
            />
          ),
        },
        {
          value: 'service',
          text: 'One of your services',
          conditional: (
            <Select
              {...typed(form, 'serviceId')}
              label="Service"
              items={[
                { value: '', text: 'Choose a service' },
                ...services.map(({ id, name }) => ({ value: id, text: name })),
              ]}
            />
          ),
        },
        ...organisation,
      ]}
    />
  )
}
