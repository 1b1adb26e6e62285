import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { StaffRole } from '../../../rules/permissions.ts'
import type { PlaceRow } from '../../../store/places.ts'
import { roleNames } from '../staff-roles.tsx'

/** What somebody with some roles sees, and what they may do, in words. */
export type StaffSees = {
  readonly roles: readonly StaffRole[]
  readonly menu: readonly string[]
  readonly acts: readonly string[]
}
type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: PlaceRow
  readonly before: StaffSees
  readonly after: StaffSees
}

export function StaffPreviewPage({ view, form, person, before, after }: Props) {
  const here = `/council/staff/${person.membershipId}`
  return (
    <Page heading={`What ${person.name} would see`} caption="Preview" view={view} errors={form.errors} backLink={here}>
      <p class="govuk-body">Nothing has been saved yet. That you looked is in the audit log.</p>
      <Sees heading="Today" sees={before} />
      <Sees heading="Then" sees={after} />
      <PostForm action={`${here}/roles`} form={form}>
        <input type="hidden" name="version" value={String(person.rowVersion)} />
        {after.roles.map((role) => (
          <input type="hidden" name="roles" value={role} />
        ))}
        <Button preventDoubleClick>Save roles</Button>
      </PostForm>
    </Page>
  )
}

function Sees({ heading, sees: { roles, menu, acts } }: { readonly heading: string; readonly sees: StaffSees }) {
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      <p class="govuk-body">
        <strong>Roles:</strong> {roles.length === 0 ? 'none' : roles.map((role) => roleNames[role]).join(', ')}
      </p>
      <p class="govuk-body">
        <strong>Menu:</strong> {menu.length === 0 ? 'nothing' : menu.join(', ')}
      </p>
      {acts.length === 0 ? null : (
        <>
          <p class="govuk-body">May, of the whole council:</p>
          <ul class="govuk-list govuk-list--bullet">
            {acts.map((act) => (
              <li>{act}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
