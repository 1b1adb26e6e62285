import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { policyNames, type PolicyKind } from '../../../rules/policy.ts'

export const graceChoices = [
  { value: '0', text: 'At their next sign-in' },
  { value: '7', text: 'Within 7 days' },
  { value: '14', text: 'Within 14 days' },
  { value: '30', text: 'Within 30 days' },
] as const

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly kind: PolicyKind
  readonly basedOn: number
}

export function PolicyPage({ view, form, kind, basedOn }: Props) {
  return (
    <Page
      heading={`${policyNames[kind]}: version ${String(basedOn + 1)}`}
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people/policies"
    >
      <p class="govuk-body">
        Everybody with a place in this council, at providers and on your own staff, is asked to accept it before coming
        in. A published version cannot be changed, only followed by a new one.
      </p>
      <PostForm action={`/council/people/policies/${kind}`} form={form} draft>
        <input type="hidden" name="basedOn" value={String(basedOn)} />
        <Textarea
          label="The whole text"
          hint="An empty line starts a new paragraph. People are shown which paragraphs are new and which are gone."
          rows={20}
          {...typed(form, 'body')}
        />
        {basedOn === 0 ? null : (
          <Textarea
            label="What is new, in a sentence or two (optional)"
            hint="Shown above the differences, for example “Phones must now lock after five minutes.”"
            rows={3}
            {...typed(form, 'changes')}
          />
        )}
        <Radios legend="When must people have accepted it?" items={graceChoices} {...chosen(form, 'grace')} />
        <Button preventDoubleClick>Publish</Button>
      </PostForm>
    </Page>
  )
}
