import { perUnit } from '../../../../../core/care-units.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { OfferLine } from '../../../rules/content.ts'
import { REASON_WORDS } from '../../../rules/rejection.ts'
import { REASONS } from '../../../rules/response.ts'
import type { Pause } from '../../../store/pause.ts'
import type { AgreementView } from '../../shared/load.ts'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'
import { NotAnswerable, NotNow } from '../not-answerable.tsx'
import { fieldOf } from './entry.ts'

interface RejectionProps {
  readonly shown: AgreementView
  readonly form: FormView
  readonly pause: Pause | undefined
  /** Whether this person may let the lines that are right start now. */
  readonly mayStart: boolean
  readonly view: ViewContext
}

export function RejectionPage(props: RejectionProps) {
  const { shown, form, view } = props
  const { agreement, offer } = shown
  return (
    <Page
      heading={`Reject ${agreement.reference}`}
      errors={form.errors}
      backLink={{ href: `/provider/agreements/${agreement.id}`, text: `Agreement ${agreement.reference}` }}
      view={view}
    >
      <PersonBar person={offer.person} />
      {agreement.status === 'published' ? <ToReject {...props} /> : <NotAnswerable agreement={agreement} />}
    </Page>
  )
}

function ToReject({ shown, form, pause, mayStart }: RejectionProps) {
  const { agreement, offer, current } = shown
  if (pause !== undefined) return <NotNow pause={pause} id={agreement.id} />
  const several = offer.lines.length > 1
  return (
    <>
      <p class="govuk-body">
        The council is told what is wrong. It then corrects and republishes the agreement, or withdraws it. Care that is
        not agreed cannot be claimed{several && mayStart ? ', except lines that you let start now' : ''}.
      </p>
      <PostForm action={`/provider/agreements/${agreement.id}/rejection`} form={form} id="answer" draft>
        <input type="hidden" name="revision" value={String(current.revision)} />
        <input type="hidden" name="hash" value={current.hash} />
        {offer.lines.map((line, index) => (
          <LineFields line={line} form={form} field={(name) => fieldOf(name, index, offer.lines.length)} />
        ))}
        <Textarea {...typed(form, 'comment')} label="What is wrong, and what did you arrange?" />
        {several && mayStart ? (
          <Checkboxes
            {...chosen(form, 'startsNow')}
            values={[form.values['startsNow'] ?? '']}
            legend="Lines that are right"
            hint="You can record this care at once, at the price and in the hours that the text says. The other lines wait."
            items={[{ value: 'yes', text: 'Let the lines that are right start now' }]}
          />
        ) : null}
        <Button classes="govuk-button--warning" preventDoubleClick>
          Reject this agreement
        </Button>
      </PostForm>
      <OfferText offer={offer} />
    </>
  )
}

interface LineProps {
  readonly line: OfferLine
  readonly form: FormView
  readonly field: (name: string) => string
}

/** The only line of a text needs no question whether it is right. */
function LineFields({ line, form, field }: LineProps) {
  const name = field('line')
  if (name === 'line') return <Wrong line={line} form={form} field={field} />
  return (
    <Radios
      {...chosen(form, name)}
      legend={`Care package ${line.packageReference}: ${line.serviceLevel}`}
      items={[
        { value: 'right', text: 'This line is right' },
        {
          value: 'disputed',
          text: 'This line is wrong',
          conditional: <Wrong line={line} form={form} field={field} />,
        },
      ]}
    />
  )
}

function Wrong({ line: { unit }, form, field }: LineProps) {
  return (
    <>
      <Radios
        {...chosen(form, field('reason'))}
        legend="Why are you rejecting it?"
        items={REASONS.map((value) => ({ value, text: REASON_WORDS[value] }))}
      />
      <Input
        {...typed(form, field('expectedPrice'))}
        label={`The price you expect, for ${perUnit(unit)} (optional)`}
        prefix="£"
        inputmode="decimal"
        classes="govuk-input--width-5"
      />
      <Input
        {...typed(form, field('expectedQuantity'))}
        label={`The ${unit}s you expect for one week (optional)`}
        hint={unit === 'hour' ? 'For example, 14 or 13.5 or 13:30' : 'For example, 7'}
        classes="govuk-input--width-5"
      />
    </>
  )
}
