import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'
import { SettingsFields } from './settings-form.tsx'

export const HOME = '/council/people/single-sign-on'

export function useTag({ enabled, passwordOff }: Pick<Connection, 'enabled' | 'passwordOff'>) {
  if (!enabled) return <Tag classes="govuk-tag--grey">Not in use</Tag>
  return <Tag classes="govuk-tag--green">{passwordOff ? 'In use, passwords off' : 'In use'}</Tag>
}

export function whose({ provider, council }: Pick<Connection, 'provider' | 'council'>): string {
  return provider ?? `${council} staff`
}

type Props = {
  readonly view: ViewContext
  readonly connections: readonly Connection[]
  readonly mayManage: boolean
}

export function ConnectionsPage({ view, connections, mayManage }: Props) {
  return (
    <Page heading="Single sign-on" view={view} backLink="/council/people" wide>
      <p class="govuk-body">
        People sign in with their organisation’s own service, such as Microsoft Entra ID, in place of a password of this
        portal. One connection serves the council’s staff; a large provider can have one of its own.
      </p>
      <ResponsiveTable
        caption="Connections"
        captionHidden
        columns={[{ heading: 'For' }, { heading: 'Service' }, { heading: 'State' }, { heading: 'Last used' }]}
        rows={connections.map((connection) => [
          <a class="govuk-link" href={`${HOME}/${connection.id}`}>
            {whose(connection)}
          </a>,
          <span class="govuk-!-text-break-word">{connection.issuer}</span>,
          useTag(connection),
          connection.lastUsedAt === null ? 'Never' : formatInstant(connection.lastUsedAt),
        ])}
        empty="No connection yet. Everybody signs in with a password or a passkey."
      />
      {mayManage ? <Button href={`${HOME}/new`}>Add a connection</Button> : null}
    </Page>
  )
}

type NewProps = { readonly view: ViewContext; readonly form: FormView }

export function NewConnectionPage({ view, form }: NewProps) {
  return (
    <Page heading="Add a connection" caption="Single sign-on" view={view} errors={form.errors} backLink={HOME}>
      <p class="govuk-body">
        First register this portal at your sign-in service. The address to send people back to is shown when you have
        saved this page: nothing is in use until you say so.
      </p>
      <PostForm action={`${HOME}/new`} form={form}>
        <Input
          label="Supplier number (optional)"
          hint="For a provider’s own people. Leave this empty for the council’s staff."
          spellcheck={false}
          classes="govuk-input--width-10"
          {...typed(form, 'supplierNumber')}
          errorMessage={errorFor(form, 'supplierNumber')}
        />
        <SettingsFields form={form} forStaff hasSecret={false} />
        <Button preventDoubleClick>Save</Button>
      </PostForm>
    </Page>
  )
}
