import { perUnit } from '../../../../../core/care-units.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { REASONS } from '../../../rules/response.ts'
import type { AgreementView } from '../../shared/load.ts'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'
import { REASON_WORDS } from '../../../rules/rejection.ts'
import { NotAnswerable } from '../not-answerable.tsx'

interface RejectionProps {
  readonly shown: AgreementView
  readonly form: FormView
  readonly view: ViewContext
}

export function RejectionPage({ shown, form, view }: RejectionProps) {
  const { agreement, offer, current } = shown
  const address = `/provider/agreements/${agreement.id}`
  const unit = offer.lines[0]?.unit ?? 'hour'
  return (
    <Page
      heading={`Reject ${agreement.reference}`}
      errors={form.errors}
      backLink={{ href: address, text: `Agreement ${agreement.reference}` }}
      view={view}
    >
      <PersonBar person={offer.person} />
      {agreement.status === 'published' ? (
        <>
          <p class="govuk-body">
            The council is told what is wrong. It then corrects and republishes the agreement, or withdraws it. Care
            that is not agreed cannot be claimed.
          </p>
          <PostForm action={`${address}/rejection`} form={form} id="answer" draft>
            <input type="hidden" name="revision" value={String(current.revision)} />
            <input type="hidden" name="hash" value={current.hash} />
            <Radios
              {...chosen(form, 'reason')}
              legend="Why are you rejecting it?"
              items={REASONS.map((value) => ({ value, text: REASON_WORDS[value] }))}
            />
            <Textarea {...typed(form, 'comment')} label="What is wrong, and what did you arrange?" />
            <Input
              {...typed(form, 'expectedPrice')}
              label={`The price you expect, for ${perUnit(unit)} (optional)`}
              prefix="£"
              inputmode="decimal"
              classes="govuk-input--width-5"
            />
            <Input
              {...typed(form, 'expectedQuantity')}
              label={`The ${unit}s you expect for one week (optional)`}
              hint={unit === 'hour' ? 'For example, 14 or 13.5 or 13:30' : 'For example, 7'}
              classes="govuk-input--width-5"
            />
            <Button classes="govuk-button--warning" preventDoubleClick>
              Reject this agreement
            </Button>
          </PostForm>
          <OfferText offer={offer} />
        </>
      ) : (
        <NotAnswerable agreement={agreement} />
      )}
    </Page>
  )
}
