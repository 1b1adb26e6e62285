import { formatPounds } from '../../../../../core/format.ts'
import { pence, sumPence } from '../../../../../core/money.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Pause } from '../../../store/pause.ts'
import type { Due } from '../../../store/switch-over.ts'
import { PauseBanner } from '../../shared/pause-banner.tsx'

interface SwitchOverProps {
  readonly choices: {
    readonly sectors: readonly string[]
    readonly providers: readonly { readonly id: string; readonly name: string }[]
  }
  readonly asked: { readonly provider: string; readonly sector: string }
  /** Absent before anything was chosen. */
  readonly due: readonly Due[] | undefined
  readonly hash: string
  /** While there is one, nothing is agreed here either. */
  readonly pause: Pause | undefined
  readonly form: FormView
  readonly view: ViewContext
}

const ADDRESS = '/council/agreements/switch-over'
const SHOWN = 100

export function SwitchOverPage({ choices, asked, due, hash, pause, form, view }: SwitchOverProps) {
  return (
    <Page
      heading="Agree at a switch-over"
      errors={form.errors}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
    >
      <PauseBanner pause={pause} />
      <p class="govuk-body">
        When a sector or a provider moves to the portal, what they agreed on paper before is here as published. This
        agrees all of it by one act in the council’s name, so that nobody signs it again. Its care can be recorded at
        once. Nothing says that a provider signed.
      </p>
      <form method="get" action={ADDRESS} novalidate>
        <Select
          name="sector"
          id="sector"
          label="Every service of a sector"
          value={asked.sector}
          items={[
            { value: '', text: 'Choose a sector' },
            ...choices.sectors.map((sector) => ({ value: sector, text: sector.replaceAll('-', ' ') })),
          ]}
        />
        <Select
          name="provider"
          id="provider"
          label="Or one provider"
          value={asked.provider}
          items={[
            { value: '', text: 'Choose a provider' },
            ...choices.providers.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
        <Button classes="govuk-button--secondary">Show what would be agreed</Button>
      </form>
      {due === undefined ? null : <Preview asked={asked} due={due} hash={hash} form={form} />}
    </Page>
  )
}

function Preview({
  asked,
  due,
  hash,
  form,
}: Pick<SwitchOverProps, 'asked' | 'hash' | 'form'> & { readonly due: readonly Due[] }) {
  if (due.length === 0) return <p class="govuk-body">Nothing is published and unanswered there.</p>
  const weekly = sumPence(due.map((one) => pence(one.weekly)))
  const counted = due.length === 1 ? '1 agreement' : `${due.length.toLocaleString('en')} agreements`
  return (
    <>
      <h2 class="govuk-heading-m">What would be agreed</h2>
      <p class="govuk-body">
        {counted}, {formatPounds(weekly)} a week.
        {due.length > SHOWN ? ` The first ${String(SHOWN)} are listed.` : ''}
      </p>
      <ResponsiveTable
        caption="Published and unanswered"
        columns={[
          { heading: 'Agreement', nowrap: true },
          { heading: 'Provider' },
          { heading: 'A week costs', numeric: true },
        ]}
        rows={due.slice(0, SHOWN).map(({ id, reference, providerName, weekly: cost }) => [
          <a class="govuk-link" href={`/council/agreements/${id}`}>
            {reference}
          </a>,
          providerName,
          formatPounds(pence(cost)),
        ])}
      />
      <PostForm action={ADDRESS} form={form} draft>
        <input type="hidden" name="sector" value={asked.provider === '' ? asked.sector : ''} />
        <input type="hidden" name="provider" value={asked.provider} />
        <input type="hidden" name="hash" value={hash} />
        <Textarea
          {...typed(form, 'reason')}
          label="Where were they agreed before?"
          hint="It is kept with each of them and in the log. For example, signed on paper, folder CM-2025"
        />
        <Checkboxes
          {...chosen(form, 'sure')}
          values={[]}
          legend="Before you agree"
          items={[{ value: 'yes', text: `I checked the list: ${counted}, ${formatPounds(weekly)} a week` }]}
        />
        <WarningText>You cannot undo this. A change of agreed care is a new agreement.</WarningText>
        <Button classes="govuk-button--warning" preventDoubleClick>
          Agree {counted}
        </Button>
      </PostForm>
    </>
  )
}
