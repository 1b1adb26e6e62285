import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { GroupRole } from '../../../rules/sign-on.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'
import type { Administrator, Linked } from '../../../store/sign-on/people.ts'
import { roleNames } from '../staff-roles.tsx'
import { HOME, whose } from './list.tsx'
import { SettingsFields } from './settings-form.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly connection: Connection
  readonly mayManage: boolean
}

export function SettingsPage({ view, form, connection, mayManage }: Props) {
  const at = `${HOME}/${connection.id}`
  return (
    <Page heading="Settings" caption={whose(connection)} view={view} errors={form.errors} backLink={at}>
      <p class="govuk-body">
        {connection.kind === 'oidc' ? 'With another issuer, client ID or claim' : 'With another entity ID or name'} for
        the person, everybody who came in before is signed out and found by their email address again. Test the
        connection after a change.
      </p>
      <PostForm action={`${at}/settings`} form={form} draft={connection.kind === 'saml'}>
        <input type="hidden" name="version" value={String(connection.rowVersion)} />
        <SettingsFields
          form={form}
          kind={connection.kind}
          forStaff={connection.providerId === null}
          hasSecret={connection.secret !== null}
        />
        {mayManage ? <Button preventDoubleClick>Save</Button> : null}
      </PostForm>
    </Page>
  )
}

export function GroupsPage({ view, form, connection, mayManage, map }: Props & { readonly map: readonly GroupRole[] }) {
  const at = `${HOME}/${connection.id}`
  return (
    <Page
      heading="Groups and the roles they give"
      caption={whose(connection)}
      view={view}
      errors={form.errors}
      backLink={at}
      wide
    >
      <p class="govuk-body">
        {connection.rolesFollowGroups
          ? 'The same map serves signing in and SCIM.'
          : 'Roles are kept here at present: choose another answer to “Who may come in?” in the settings to use this map.'}
      </p>
      <ResponsiveTable
        caption="Which group gives which role"
        captionHidden
        columns={[{ heading: 'Group' }, { heading: 'Role' }, { heading: 'Remove' }]}
        rows={map.map(({ group, role }) => [
          <span class="govuk-!-text-break-word">{group}</span>,
          roleNames[role],
          mayManage ? (
            <PostForm action={`${at}/groups/removal`} form={form}>
              <input type="hidden" name="group" value={group} />
              <input type="hidden" name="role" value={role} />
              <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
                Remove<span class="govuk-visually-hidden">{` ${roleNames[role]} from ${group}`}</span>
              </Button>
            </PostForm>
          ) : (
            ''
          ),
        ])}
        empty="No group gives a role yet."
      />
      {mayManage ? <AddGroup at={at} form={form} /> : null}
    </Page>
  )
}

function AddGroup({ at, form }: { readonly at: string; readonly form: FormView }) {
  return (
    <PostForm action={`${at}/groups`} form={form}>
      <h2 class="govuk-heading-m">Add one</h2>
      <Input
        label="Group"
        hint="As the service sends it. Entra ID sends the object ID of a group, or the value of an app role. “Try your own sign-in” shows yours."
        spellcheck={false}
        autocapitalize="none"
        classes="govuk-input--width-30"
        {...typed(form, 'group')}
      />
      <Select
        label="Role"
        name="role"
        id="role"
        value={form.values['role'] ?? ''}
        errorMessage={errorFor(form, 'role')}
        items={[
          { value: '', text: 'Choose a role' },
          ...Object.entries(roleNames).map(([value, text]) => ({ value, text })),
        ]}
      />
      <Button preventDoubleClick>Add</Button>
    </PostForm>
  )
}

type PasswordsProps = Props & { readonly administrators: readonly Administrator[]; readonly keepers: readonly string[] }

export function PasswordsPage({ view, form, connection, mayManage, administrators, keepers }: PasswordsProps) {
  const at = `${HOME}/${connection.id}`
  return (
    <Page heading="Passwords of staff" caption={whose(connection)} view={view} errors={form.errors} backLink={at}>
      <p class="govuk-body">
        {connection.passwordOff
          ? 'Passwords and passkeys of this portal open no place of staff, but for the administrators named below.'
          : 'Staff may also sign in with a password or a passkey of this portal.'}
      </p>
      <WarningText>
        When the sign-in service is down, only the administrators named here can come in. Name two, and try their
        passwords now and then.
      </WarningText>
      {mayManage ? (
        <PostForm action={`${at}/passwords`} form={form}>
          <input type="hidden" name="version" value={String(connection.rowVersion)} />
          <Checkboxes
            name="keepers"
            idPrefix="keepers"
            legend={{ text: 'Who keeps their password?', classes: 'govuk-fieldset__legend--m' }}
            hint="People with the role portal administration. Their roles do not follow groups either."
            errorMessage={errorFor(form, 'keepers')}
            values={keepers}
            items={administrators.map(({ membershipId, name, email }) => ({
              value: membershipId,
              text: name,
              hint: email,
            }))}
          />
          <Button name="passwords" value="off" preventDoubleClick>
            {connection.passwordOff ? 'Save who keeps theirs' : 'Switch passwords off for the others'}
          </Button>{' '}
          {connection.passwordOff ? (
            <Button name="passwords" value="on" classes="govuk-button--secondary">
              Switch passwords on again
            </Button>
          ) : null}
        </PostForm>
      ) : null}
    </Page>
  )
}

type LinkedProps = Props & { readonly people: readonly Linked[]; readonly next: string | undefined }

export function LinkedPage({ view, form, connection, mayManage, people, next }: LinkedProps) {
  const at = `${HOME}/${connection.id}`
  return (
    <Page heading="People who came in through it" caption={whose(connection)} view={view} backLink={at} wide>
      <p class="govuk-body">
        Each is known by what the service calls them for good, not by their address. Unlink somebody who was made anew
        at the service: the next sign-in finds them by their address again.
      </p>
      <ResponsiveTable
        caption="People who came in through it"
        captionHidden
        columns={[
          { heading: 'Name' },
          { heading: 'Known there as' },
          { heading: 'Last came in' },
          { heading: 'Unlink' },
        ]}
        rows={people.map(({ membershipId, name, email, subject, lastUsedAt }) => [
          <>
            <a class="govuk-link" href={`/council/people/${membershipId}`}>
              {name}
            </a>
            <br />
            <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{email}</span>
          </>,
          <span class="govuk-!-text-break-word">{subject}</span>,
          formatInstant(lastUsedAt),
          mayManage ? (
            <PostForm action={`${at}/people/unlinking`} form={form}>
              <input type="hidden" name="person" value={membershipId} />
              <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
                Unlink<span class="govuk-visually-hidden">{` ${name}`}</span>
              </Button>
            </PostForm>
          ) : (
            ''
          ),
        ])}
        empty="Nobody yet."
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
    </Page>
  )
}
