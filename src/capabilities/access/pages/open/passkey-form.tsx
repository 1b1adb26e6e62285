import { PostForm, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'

type Props = {
  readonly action: string
  readonly form: FormView
  readonly ceremony: 'create' | 'get'
  /** What the browser is asked, as WebAuthn writes it in JSON. */
  readonly options: object
  readonly text: string
  /** Asks as soon as the page is there: the person just said so on the page before. */
  readonly atOnce?: boolean
}

/** Hidden until the browser code finds that passkeys can be used here; the answer is sent as a form like any other. */
export function PasskeyForm({ action, form, ceremony, options, text, atOnce = false }: Props) {
  return (
    <div
      hidden
      data-passkey={ceremony}
      data-passkey-options={JSON.stringify(options)}
      data-passkey-at-once={atOnce ? '' : undefined}
    >
      <PostForm action={action} form={form}>
        <input type="hidden" name="passkey" value="" />
        <p class="govuk-error-message" role="alert" data-passkey-fault="" />
        <Button type="button" classes="govuk-button--secondary" attributes={{ 'data-passkey-start': '' }}>
          {text}
        </Button>
      </PostForm>
    </div>
  )
}
