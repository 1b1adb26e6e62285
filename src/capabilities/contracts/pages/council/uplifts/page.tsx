import { formatDay } from '../../../../../core/format.ts'
import { chosen, dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Uplift } from '../../../store/uplifts.ts'
import { UPLIFT_WORDS } from '../../shared/uplift-words.ts'
import { PriceTabs } from '../../shared/words.tsx'

interface UpliftsProps {
  readonly uplifts: readonly Uplift[]
  readonly mayChange: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function UpliftsPage({ uplifts, mayChange, form, view }: UpliftsProps) {
  return (
    <Page heading="Annual uplifts" errors={form.errors} view={view}>
      <PriceTabs active="uplifts" />
      <ResponsiveTable
        caption="Newest first"
        empty="There is no uplift yet. Name one below: nothing changes until a second person approves it."
        columns={[{ heading: 'Name' }, { heading: 'From' }, { heading: 'State' }, { heading: 'Made by' }]}
        rows={uplifts.map((uplift) => [
          <a class="govuk-link" href={`/council/uplifts/${uplift.id}`}>
            {uplift.name}
          </a>,
          `${formatDay(uplift.effectiveOn)}${uplift.starts === 'anniversary' ? ' on, at each anniversary' : ''}`,
          <Tag colour={UPLIFT_WORDS[uplift.status].colour}>{UPLIFT_WORDS[uplift.status].text}</Tag>,
          uplift.creatorName,
        ])}
      />
      {uplifts.length === 0 ? null : <TableDownloads href="/council/uplifts" what="this list" />}
      {mayChange ? <NewUpliftForm form={form} /> : null}
    </Page>
  )
}

function NewUpliftForm({ form }: Pick<UpliftsProps, 'form'>) {
  return (
    <PostForm action="/council/uplifts" form={form} id="new-uplift" draft>
      <h2 class="govuk-heading-m">A new uplift</h2>
      <Input {...typed(form, 'name')} label="Name" hint="Providers read it. For example April 2026" />
      <Radios
        {...chosen(form, 'starts')}
        value={form.values['starts'] ?? 'on-day'}
        legend={{ text: 'When do the new prices start?', classes: 'govuk-fieldset__legend--s' }}
        items={[
          { value: 'on-day', text: 'All on one day' },
          {
            value: 'anniversary',
            text: 'Each on the next anniversary of its contract',
            hint: 'On the day below or after it',
          },
        ]}
      />
      <DateInput {...dated(form, 'effective')} legend="From which day" hint="For example, 1 4 2026" />
      <Select
        id="roundTo"
        name="roundTo"
        label="Round each new price to"
        value={form.values['roundTo'] ?? '100'}
        items={[
          { value: '100', text: 'the penny' },
          { value: '500', text: '5 pence' },
          { value: '1000', text: '10 pence' },
          { value: '1', text: 'nothing: keep 4 decimal places' },
        ]}
      />
      <Radios
        {...chosen(form, 'renews')}
        value={form.values['renews'] ?? 'yes'}
        legend={{ text: 'Do your agreements state the price?', classes: 'govuk-fieldset__legend--s' }}
        items={[
          {
            value: 'yes',
            text: 'Yes',
            hint: 'Each agreed one that does gets a new version with the new price, for the provider to agree',
          },
          { value: 'no', text: 'No', hint: 'They stay as they are; providers get the letter alone' },
        ]}
      />
      <DateInput
        {...dated(form, 'ask')}
        legend="Until which day may a provider ask for more? (optional)"
        hint="Its letter then says so, and leads to a message with room for evidence. Left empty, it does not. For example, 30 4 2026"
      />
      <LeftAlone form={form} />
      <Button preventDoubleClick>Make it, then add its rules</Button>
    </PostForm>
  )
}

function LeftAlone({ form }: Pick<UpliftsProps, 'form'>) {
  return (
    <>
      <h3 class="govuk-heading-s">What is left as it is</h3>
      <DateInput
        {...dated(form, 'recent')}
        legend="Prices agreed on or after this day (optional)"
        hint="For example three months before the uplift"
      />
      <Input
        {...typed(form, 'over')}
        label="Prices of packages that all cost more than this a week (optional)"
        hint="They were negotiated alone. In pounds, for example 1500"
        prefix="£"
        classes="govuk-input--width-10"
      />
      <Input
        {...typed(form, 'outliers')}
        label="How far a price may move before it is looked at one by one"
        hint="When most prices move further, the uplift cannot be sent on: it guards against 40 typed for 4"
        suffix="%"
        classes="govuk-input--width-3"
      />
    </>
  )
}
