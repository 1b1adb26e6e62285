import { PostForm, type FormView } from '../../../../platform/web/forms.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'

type Asking = {
  readonly ceremony: 'create' | 'get'
  /** What the browser is asked, as WebAuthn writes it in JSON. */
  readonly options: object
  readonly text: string
  /** Asks as soon as the page is there: the person just said so on the page before. */
  readonly atOnce?: boolean
}

/** Inside a form: hidden until the browser code finds that passkeys can be used here. The answer is a field like any other. */
export function PasskeyBlock({ ceremony, options, text, atOnce = false }: Asking) {
  return (
    <div
      hidden
      data-passkey={ceremony}
      data-passkey-options={JSON.stringify(options)}
      data-passkey-at-once={atOnce ? '' : undefined}
    >
      <input type="hidden" name="passkey" value="" />
      <p class="govuk-error-message" role="alert" data-passkey-fault="" />
      <Button type="button" classes="govuk-button--secondary" attributes={{ 'data-passkey-start': '' }}>
        {text}
      </Button>
    </div>
  )
}

/** Where the answer goes when the browser itself offers a passkey in the box for the user name. */
export function PasskeyBesideNames() {
  const addresses = { question: '/sign-in/passkey/question', answer: '/sign-in/passkey/answer' }
  return (
    <input
      type="hidden"
      name="passkey"
      value=""
      data-passkey-question={addresses.question}
      data-passkey-answer={addresses.answer}
    />
  )
}

/** A form of its own, where a passkey is all there is to give. */
export function PasskeyForm({
  action,
  form,
  ...asking
}: Asking & { readonly action: string; readonly form: FormView }) {
  return (
    <PostForm action={action} form={form}>
      <PasskeyBlock {...asking} />
    </PostForm>
  )
}
