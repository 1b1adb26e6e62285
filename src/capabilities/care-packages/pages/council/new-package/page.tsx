import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { formatNhsNumber } from '../../../../../core/nhs-number.ts'
import type { Pence } from '../../../../../core/money.ts'
import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PersonRow } from '../../../../service-users/index.ts'
import type { BookLine, Commission, CommissionWarning, Place } from '../../../rules/commission.ts'
import type { PlaceRow } from '../../../store/commissioning.ts'
import { CommissionWarnings, LineField, OwnPriceField, PriceReason, WeekText } from '../../shared/care-fields.tsx'
import { PlanFields } from '../../shared/plan-fields.tsx'
import type { PlanKind } from '../../shared/plan-form.ts'

const BASE = '/council/packages/new'
const HEADING = 'Commission care'
const BACK = { href: '/council/packages', text: 'Care packages' }

interface WhoProps {
  readonly people: readonly PersonRow[]
  /** What was searched for; empty before anything was. */
  readonly words: string
  readonly form: FormView
  readonly view: ViewContext
}

/** The first question: whom the care is for. */
export function WhoPage({ people, words, form, view }: WhoProps) {
  return (
    <Page heading={HEADING} caption="Step 1 of 3: who it is for" backLink={BACK} view={view}>
      <form method="get" action={BASE} novalidate>
        <Input
          {...typed(form, 'q')}
          label="Who is the care for?"
          hint="A name, the council’s reference or an NHS number"
          classes="govuk-input--width-20"
          type="search"
          spellcheck={false}
        />
        <Button classes="govuk-button--secondary">Find this person</Button>
      </form>
      {words === '' ? null : (
        <ResponsiveTable
          caption="People found"
          empty="Nobody is called so. Check the spelling, or add this person."
          columns={[
            { heading: 'Person' },
            { heading: 'Reference', nowrap: true },
            { heading: 'Born' },
            { heading: 'NHS number' },
          ]}
          rows={people.map((person) => [
            <a class="govuk-link" href={`${BASE}?person=${person.id}`}>
              {person.familyName}, {person.givenName}
            </a>,
            person.reference,
            person.bornOn === null ? '' : formatDay(person.bornOn),
            person.nhsNumber === null ? '' : formatNhsNumber(person.nhsNumber),
          ])}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/council/service-users/new">
          Add a person who is not in the portal yet
        </a>
      </p>
    </Page>
  )
}

interface WhereProps {
  readonly person: PersonRow
  readonly places: readonly PlaceRow[]
  readonly words: string
  readonly form: FormView
  readonly view: ViewContext
}

/** The second: who gives it, under which contract. */
export function WherePage({ person, places, words, form, view }: WhereProps) {
  return (
    <Page
      heading={HEADING}
      caption="Step 2 of 3: who gives it"
      backLink={{ href: BASE, text: 'Who it is for' }}
      view={view}
    >
      <p class="govuk-body">
        For {person.givenName} {person.familyName} ({person.reference}).
      </p>
      <form method="get" action={BASE} novalidate>
        <input type="hidden" name="person" value={person.id} />
        <Input
          {...typed(form, 'provider')}
          label="Which provider or service gives it?"
          hint="Part of the name of the provider or of its service, or the number of a contract"
          classes="govuk-input--width-20"
          type="search"
          spellcheck={false}
        />
        <Button classes="govuk-button--secondary">Find services</Button>
      </form>
      {words === '' ? null : (
        <ResponsiveTable
          caption="Services with a contract that goes on"
          empty="No service of an active provider is called so and has a contract that goes on. Contracts are kept under Prices."
          columns={[{ heading: 'Service' }, { heading: 'Provider' }, { heading: 'Contract' }]}
          rows={places.map(({ serviceId, contractId, serviceName, providerName, contract }) => [
            <a class="govuk-link" href={`${BASE}?person=${person.id}&service=${serviceId}&contract=${contractId}`}>
              {serviceName}
              <span class="govuk-visually-hidden"> under {contract}</span>
            </a>,
            providerName,
            contract,
          ])}
        />
      )}
    </Page>
  )
}

export type Previewed = {
  readonly wanted: Commission
  readonly line: BookLine
  readonly weekly: Pence | undefined
  readonly warnings: readonly CommissionWarning[]
}

interface CareProps {
  readonly person: PersonRow
  readonly place: Place
  readonly kind: PlanKind
  readonly lines: readonly BookLine[]
  readonly today: LocalDate
  /** What would be commissioned, once it is complete. */
  readonly preview: Previewed | undefined
  readonly form: FormView
  readonly view: ViewContext
}

/** The third: which care, from when on and at which price. */
export function CarePage({ person, place, kind, lines, today, preview, form, view }: CareProps) {
  const [line] = lines
  return (
    <Page
      heading={HEADING}
      caption="Step 3 of 3: the care"
      backLink={{ href: `${BASE}?person=${person.id}`, text: 'Who gives it' }}
      errors={form.errors}
      view={view}
    >
      <SummaryList
        rows={[
          { key: 'Person', value: `${person.givenName} ${person.familyName} (${person.reference})` },
          { key: 'Provider', value: place.provider.name },
          { key: 'Service', value: place.service.name },
          { key: 'Contract', value: `${place.contract.title}, number ${place.contract.number}` },
        ]}
      />
      {line === undefined ? (
        <p class="govuk-body">
          The price book of this contract has no lines yet.{' '}
          <a class="govuk-link" href={`/council/contracts/${place.contract.id}`}>
            Add one to the contract
          </a>{' '}
          first.
        </p>
      ) : (
        <form method="get" action={BASE} novalidate>
          <Hidden person={person} place={place} />
          <input type="hidden" name="show" value="check" />
          <LineField lines={lines} today={today} form={form} />
          <PlanFields kind={kind} unit={unitOf(lines, form)} form={form} />
          <DateInput {...dated(form, 'from')} legend="First day of care" hint="For example, 27 3 2026" />
          <DateInput
            {...dated(form, 'last')}
            legend="Last day of care, if it is known"
            hint="For example, 30 4 2026. Leave this empty while no end is set."
          />
          <OwnPriceField form={form} />
          <Button classes="govuk-button--secondary">Check this care</Button>
        </form>
      )}
      {preview === undefined ? null : <Commissioning {...preview} person={person} place={place} form={form} />}
    </Page>
  )
}

/** Of the line that is chosen; before one is, of the first: most contracts have one unit. */
function unitOf(lines: readonly BookLine[], form: FormView): BookLine['unit'] {
  return (lines.find(({ id }) => id === form.values['line']) ?? lines[0])?.unit ?? 'hour'
}

interface HiddenProps {
  readonly person: PersonRow
  readonly place: Place
}

function Hidden({ person, place }: HiddenProps) {
  return (
    <>
      <input type="hidden" name="person" value={person.id} />
      <input type="hidden" name="service" value={place.service.id} />
      <input type="hidden" name="contract" value={place.contract.id} />
    </>
  )
}

interface CommissioningProps extends Previewed, HiddenProps {
  readonly form: FormView
}

function Commissioning({ wanted, line, weekly, warnings, person, place, form }: CommissioningProps) {
  const asksPrice = wanted.ownPrice !== null
  return (
    <>
      <h2 class="govuk-heading-m" id="check">
        Check before you commission it
      </h2>
      <WeekText plan={wanted.plan} unit={line.unit} weekly={weekly} />
      <p class="govuk-body">
        From {formatDay(wanted.startsOn)}
        {wanted.endsOn === null ? ', with no end set' : ` to ${formatDay(wanted.endsOn)}`}.
      </p>
      <CommissionWarnings warnings={warnings} />
      <p class="govuk-body">
        {asksPrice
          ? 'A second person has to approve the price. The care is commissioned when they do.'
          : 'Both sides see the care package at once. Next you draft its agreement and publish it.'}
      </p>
      <PostForm action={BASE} form={form} draft>
        <Hidden person={person} place={place} />
        {Object.entries(form.values)
          .filter(([name, value]) => isCareField(name) && value !== '')
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        {asksPrice ? <PriceReason form={form} /> : null}
        <Button preventDoubleClick>{asksPrice ? 'Ask for this price' : 'Commission this care'}</Button>
      </PostForm>
    </>
  )
}

function isCareField(name: string): boolean {
  return /^(line|planned|price|(from|last)-.*|day\d|v\d+-.*)$/u.test(name)
}
