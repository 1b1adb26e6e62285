import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Connection } from '../../../store/sign-on/connections.ts'
import { readCertificate } from '../../../commands/sign-on/certificates.ts'
import { HOME, kindNames, useTag, whose } from './list.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly connection: Connection
  readonly addresses: Addresses
  readonly mayManage: boolean
}

type Addresses = {
  readonly people: string
  readonly back: string
  readonly entityId: string
  readonly answers: string
}

/** How a connection stands, and what can be done with it. */
export function ConnectionPage({ view, form, connection, addresses, mayManage }: Props) {
  const at = `${HOME}/${connection.id}`
  const forStaff = connection.providerId === null
  return (
    <Page heading={whose(connection)} caption="Single sign-on" view={view} errors={form.errors} backLink={HOME}>
      <SummaryList
        rows={[
          { key: 'State', value: { text: useTag(connection) } },
          { key: 'Service', value: { text: <span class="govuk-!-text-break-word">{connection.issuer}</span> } },
          { key: 'Speaks', value: kindNames[connection.kind] },
          ...toRegister(connection, addresses).map(([key, address]) => ({
            key,
            value: { text: <code class="govuk-!-text-break-word">{address}</code> },
          })),
          ...connection.certificates.map((one, index) => ({
            key: `Certificate ${String(index + 1)}`,
            value: { text: certificateWords(one) },
          })),
          { key: 'Last used', value: connection.lastUsedAt === null ? 'Never' : formatInstant(connection.lastUsedAt) },
        ]}
      />
      <ul class="govuk-list">
        <Way href={`${at}/settings`} text="Settings" />
        {forStaff ? <Way href={`${at}/groups`} text="Groups and the roles they give" /> : null}
        <Way href={`${at}/people`} text="People who came in through it" />
        {forStaff ? <Way href={`${at}/passwords`} text="Passwords of staff" /> : null}
        {forStaff ? <Way href={`${at}/scim`} text="Adding and removing people by SCIM" /> : null}
      </ul>
      <LastTest connection={connection} />
      {mayManage ? <Acts at={at} form={form} connection={connection} /> : null}
    </Page>
  )
}

function toRegister({ kind }: Connection, addresses: Addresses): readonly (readonly [string, string])[] {
  const ofKind: readonly (readonly [string, string])[] =
    kind === 'oidc'
      ? [['Redirect address, to register there', addresses.back]]
      : [
          ['Our entity ID, and the address of our metadata', addresses.entityId],
          ['Address for answers (ACS URL), to register there', addresses.answers],
        ]
  return [...ofKind, ['Address for your people', addresses.people]]
}

function certificateWords(base64: string) {
  const { subject, until, fingerprint } = readCertificate(base64)
  return (
    <>
      {subject}
      <br />
      Ends {formatInstant(until)}
      <br />
      <span class="govuk-!-text-break-word">SHA-256 {fingerprint}</span>
    </>
  )
}

function Way({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <li>
      <a class="govuk-link" href={href}>
        {text}
      </a>
    </li>
  )
}

function LastTest({ connection: { testedAt, testResult } }: { readonly connection: Connection }) {
  return (
    <>
      <h2 class="govuk-heading-m">Last test</h2>
      <p class="govuk-body">
        {testedAt === null ? 'Not tested since the settings were last changed.' : `Tested ${formatInstant(testedAt)}.`}
      </p>
      {testResult === null ? null : (
        <ResponsiveTable
          caption="What was tested"
          captionHidden
          columns={[{ heading: 'What' }, { heading: 'Result' }, { heading: 'Detail' }]}
          rows={testResult.map(({ what, right, detail }) => [
            what,
            right ? <Tag classes="govuk-tag--green">Right</Tag> : <Tag classes="govuk-tag--red">Wrong</Tag>,
            <span class="govuk-!-text-break-word">{detail}</span>,
          ])}
        />
      )}
    </>
  )
}

type ActsProps = { readonly at: string; readonly form: FormView; readonly connection: Connection }

function Acts({ at, form, connection: { enabled, rowVersion } }: ActsProps) {
  return (
    <>
      <PostForm action={`${at}/test`} form={form}>
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Test this connection
        </Button>
      </PostForm>
      <PostForm action={`${at}/try`} form={form}>
        <p class="govuk-body">See what the service says of you, without coming in by it.</p>
        <Button classes="govuk-button--secondary">Try your own sign-in</Button>
      </PostForm>
      <PostForm action={`${at}/use`} form={form}>
        <input type="hidden" name="version" value={String(rowVersion)} />
        <input type="hidden" name="use" value={enabled ? 'no' : 'yes'} />
        <p class="govuk-body">
          {enabled
            ? 'Taken out of use, everybody who came in through it is signed out at once, and passwords work again.'
            : 'In use, its people see it beside the other ways to sign in.'}
        </p>
        <Button classes={enabled ? 'govuk-button--warning' : ''} preventDoubleClick>
          {enabled ? 'Take out of use' : 'Put in use'}
        </Button>
      </PostForm>
    </>
  )
}
