import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { RoleBoxes, roleNames } from '../staff-roles.tsx'
import type { StaffRole } from '../../../rules/permissions.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly roles: readonly StaffRole[]
  readonly mayChange: boolean
}

export function StaffMemberPage({ view, form, person, roles, mayChange }: Props) {
  const here = `/council/staff/${person.membershipId}`
  return (
    <Page heading={person.name} caption="Council staff" view={view} errors={form.errors} backLink="/council/staff">
      <p class="govuk-body govuk-!-text-break-word">{person.email}</p>
      {mayChange ? (
        <PostForm action={`${here}/roles`} form={form}>
          <input type="hidden" name="version" value={String(person.rowVersion)} />
          <RoleBoxes form={form} roles={roles} />
          <div class="govuk-button-group">
            <Button preventDoubleClick>Save roles</Button>
            <Button classes="govuk-button--secondary" attributes={{ formaction: `${here}/preview` }}>
              See first what the person would see
            </Button>
          </div>
        </PostForm>
      ) : (
        <ul class="govuk-list govuk-list--bullet" id="roles">
          {roles.map((role) => (
            <li>{roleNames[role]}</li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/people/${person.membershipId}`}>
          Unlock, send a link or end this place
        </a>
      </p>
    </Page>
  )
}
