import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { STATEMENTS } from '../../../rules/evidence.ts'
import type { Pause } from '../../../store/pause.ts'
import { NotAnswerable, NotNow } from '../not-answerable.tsx'
import type { AgreementView } from '../../shared/load.ts'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'
import { SignatureFieldset } from './signature-fields.tsx'

interface SignatureProps {
  readonly shown: AgreementView
  readonly form: FormView
  readonly name: string
  readonly pause: Pause | undefined
  readonly hasAuthority: boolean
  readonly view: ViewContext
}

export function SignaturePage(props: SignatureProps) {
  const { shown, form, view } = props
  const { agreement, offer } = shown
  return (
    <Page
      heading={`Agree and sign ${agreement.reference}`}
      errors={form.errors}
      backLink={{ href: `/provider/agreements/${agreement.id}`, text: `Agreement ${agreement.reference}` }}
      view={view}
    >
      <PersonBar person={offer.person} />
      {agreement.status === 'published' ? <ToSign {...props} /> : <NotAnswerable agreement={agreement} />}
    </Page>
  )
}

function ToSign({ shown, form, name, pause, hasAuthority }: SignatureProps) {
  const { agreement, offer, current, fromPackage } = shown
  if (pause !== undefined || !hasAuthority) return <NotNow pause={pause} id={agreement.id} />
  return (
    <>
      {fromPackage.length === 0 ? null : (
        <WarningText>
          This agreement is not what the council has commissioned. Go back to see where they differ.
        </WarningText>
      )}
      <OfferText offer={offer} />
      <PostForm action={`/provider/agreements/${agreement.id}/signature`} form={form} id="answer">
        <input type="hidden" name="revision" value={String(current.revision)} />
        <input type="hidden" name="hash" value={current.hash} />
        <SignatureFieldset
          form={form}
          name={name}
          statements={STATEMENTS}
          warning="You cannot undo this. What you sign is exactly the text above."
          button="Agree and sign"
        />
      </PostForm>
    </>
  )
}
