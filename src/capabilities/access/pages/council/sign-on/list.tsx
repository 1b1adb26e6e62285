import { errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'
import type { Kind } from './by-kind.ts'
import { SettingsFields } from './settings-form.tsx'

export const HOME = '/council/people/single-sign-on'
export const kindNames: Readonly<Record<Kind, string>> = { oidc: 'OpenID Connect', saml: 'SAML 2.0' }

export function newAddress(kind: Kind): string {
  return kind === 'oidc' ? `${HOME}/new` : `${HOME}/new/saml`
}

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
        columns={[
          { heading: 'For' },
          { heading: 'Service' },
          { heading: 'Speaks' },
          { heading: 'State' },
          { heading: 'Last used' },
        ]}
        rows={connections.map((connection) => [
          <a class="govuk-link" href={`${HOME}/${connection.id}`}>
            {whose(connection)}
          </a>,
          <span class="govuk-!-text-break-word">{connection.issuer}</span>,
          kindNames[connection.kind],
          useTag(connection),
          connection.lastUsedAt === null ? 'Never' : formatInstant(connection.lastUsedAt),
        ])}
        empty="No connection yet. Everybody signs in with a password or a passkey."
      />
      {mayManage ? (
        <>
          <p class="govuk-body">
            Choose OpenID Connect where your service offers both: it needs no certificate that runs out.
          </p>
          <div class="govuk-button-group">
            <Button href={newAddress('oidc')}>Add a connection</Button>{' '}
            <Button href={newAddress('saml')} classes="govuk-button--secondary">
              Add a SAML connection
            </Button>
          </div>
        </>
      ) : null}
    </Page>
  )
}

type NewProps = { readonly view: ViewContext; readonly form: FormView; readonly kind: Kind }

export function NewConnectionPage({ view, form, kind }: NewProps) {
  return (
    <Page
      heading={kind === 'oidc' ? 'Add a connection' : 'Add a SAML connection'}
      caption="Single sign-on"
      view={view}
      errors={form.errors}
      backLink={HOME}
    >
      <p class="govuk-body">
        First register this portal at your sign-in service. The address to send people back to is shown when you have
        saved this page: nothing is in use until you say so.
      </p>
      <PostForm action={newAddress(kind)} form={form} draft={kind === 'saml'}>
        <Input
          label="Supplier number (optional)"
          hint="For a provider’s own people. Leave this empty for the council’s staff."
          spellcheck={false}
          classes="govuk-input--width-10"
          {...typed(form, 'supplierNumber')}
          errorMessage={errorFor(form, 'supplierNumber')}
        />
        <SettingsFields form={form} kind={kind} forStaff hasSecret={false} />
        <Button preventDoubleClick>Save</Button>
      </PostForm>
    </Page>
  )
}
