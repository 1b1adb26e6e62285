import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatDay } from '../../../../../core/format.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ScimToken } from '../../../store/scim/tokens.ts'

export const lifetimes = [
  { value: '90', text: '90 days' },
  { value: '180', text: '180 days' },
  { value: '365', text: '365 days' },
] as const

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly at: string
  readonly base: string
  readonly whose: string
  readonly tokens: readonly ScimToken[]
  readonly mayManage: boolean
}

export function ScimPage({ view, form, at, base, whose, tokens, mayManage }: Props) {
  return (
    <Page
      heading="Adding and removing people by SCIM"
      caption={whose}
      view={view}
      errors={form.errors}
      backLink={at}
      wide
    >
      <p class="govuk-body">
        Your directory can add people, change their details and their groups, and remove them: who is removed there is
        signed out here at once. Give it this address, and a token.
      </p>
      <p class="govuk-body">
        <code class="govuk-!-text-break-word">{base}</code>
      </p>
      <ResponsiveTable
        caption="Tokens"
        columns={[
          { heading: 'Name' },
          { heading: 'Made' },
          { heading: 'Works until' },
          { heading: 'Last used' },
          { heading: 'End' },
        ]}
        rows={tokens.map((token) => [
          token.name,
          `${formatInstant(token.madeAt)}, ${token.madeBy}`,
          token.endedAt === null ? `Before ${formatDay(token.expiresOn)}` : `Ended ${formatInstant(token.endedAt)}`,
          token.lastUsedAt === null ? 'Never' : formatInstant(token.lastUsedAt),
          mayManage && token.endedAt === null ? (
            <PostForm action={`${at}/scim/${token.id}/end`} form={form}>
              <Button classes="govuk-button--warning govuk-!-margin-bottom-0">
                End<span class="govuk-visually-hidden">{` ${token.name}`}</span>
              </Button>
            </PostForm>
          ) : (
            ''
          ),
        ])}
        empty="No token yet."
      />
      {mayManage ? (
        <PostForm action={`${at}/scim`} form={form}>
          <h2 class="govuk-heading-m">Make a token</h2>
          <Input
            label="Name"
            hint="What uses it, like Entra ID"
            classes="govuk-input--width-20"
            {...typed(form, 'name')}
          />
          <Radios legend="How long does it work?" items={lifetimes} {...chosen(form, 'days')} />
          <Button preventDoubleClick>Make it</Button>
        </PostForm>
      ) : null}
    </Page>
  )
}

type ShownProps = { readonly view: ViewContext; readonly at: string; readonly token: string | undefined }

export function TokenPage({ view, at, token }: ShownProps) {
  return (
    <Page
      heading={token === undefined ? 'The token was made already' : 'Copy the token now'}
      view={view}
      backLink={`${at}/scim`}
    >
      {token === undefined ? (
        <p class="govuk-body">It was shown once and is not known here. If nobody copied it, end it and make another.</p>
      ) : (
        <>
          <p class="govuk-body">
            <code class="govuk-!-text-break-word">{token}</code>
          </p>
          <WarningText>It is shown this once. Whoever has it can add and remove the council’s staff.</WarningText>
        </>
      )}
    </Page>
  )
}
