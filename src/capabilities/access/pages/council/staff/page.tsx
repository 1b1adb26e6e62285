import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { StaffMember } from '../../../store/staff.ts'
import { RoleBoxes, roleNames } from '../staff-roles.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly staff: readonly StaffMember[]
  readonly next: string | undefined
  readonly chosenRoles: readonly string[]
  readonly mayManage: boolean
  /** How many look after people and have no last day. */
  readonly administrators: number
}

export function StaffPage({ view, form, staff, next, chosenRoles, mayManage, administrators }: Props) {
  return (
    <Page heading="Council staff" view={view} errors={form.errors} backLink="/council/people" wide>
      {administrators > 1 ? null : (
        <InsetText>
          {administrators === 0 ? 'Nobody stays who' : 'Only one person stays who'} looks after people here. Give
          somebody else portal administration too, so that somebody can help when the first is away.
        </InsetText>
      )}
      <ResponsiveTable
        caption="Staff and their roles"
        captionHidden
        columns={[{ heading: 'Name' }, { heading: 'Roles' }]}
        rows={staff.map(({ membershipId, name, email, roles }) => [
          <>
            <a class="govuk-link" href={`/council/staff/${membershipId}`}>
              {name}
            </a>
            <br />
            <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{email}</span>
          </>,
          roles.length === 0 ? 'None: cannot do anything' : roles.map((role) => roleNames[role]).join(', '),
        ])}
        empty="Nobody yet."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
      {mayManage ? (
        <>
          <h2 class="govuk-heading-m">Add somebody</h2>
          <PostForm action="/council/staff" form={form}>
            <Input label="Name" {...typed(form, 'name')} classes="govuk-input--width-20" spellcheck={false} />
            <Input
              label="Email address"
              hint="The person’s own, not one that several people read"
              {...typed(form, 'email')}
              type="email"
              classes="govuk-input--width-30"
              spellcheck={false}
              autocapitalize="none"
            />
            <Input label="Job title (optional)" {...typed(form, 'jobTitle')} classes="govuk-input--width-20" />
            <RoleBoxes form={form} roles={chosenRoles} />
            <Button preventDoubleClick>Add and invite</Button>
          </PostForm>
        </>
      ) : null}
    </Page>
  )
}
