import { addDays, localDate, startOfWeek, type LocalDate } from '../core/dates.ts'
import { decimalText } from '../core/decimal.ts'
import { periodBefore, periodContaining } from '../core/periods.ts'
import { address } from './names.ts'
import type { Calendar, ProviderPlan, Rule, Sector } from './profiles.ts'
import { row, type Making, type Row } from './rows.ts'
import { sectors, type Level } from './sectors.ts'
import { maySign, membersOf } from './sign-ins.ts'
import { visitPriceRows } from './visit-price-rows.ts'

/** Where packages of one sector of one company go. */
export type Place = {
  readonly sector: Sector
  readonly service: string
  readonly contract: string
  readonly rule: Rule
  readonly calendar: Calendar
  readonly lines: readonly Line[]
}
export type Line = { readonly reference: string; readonly level: Level; readonly price: bigint }

export type Company = { readonly supplier: string; readonly places: readonly Place[] }

type Plan = { readonly plan: ProviderPlan; readonly index: number }

/** A company with its services, contracts, prices and people who sign in. */
export function* companyRows(making: Making, { plan, index }: Plan): Generator<Row, Company> {
  const { random, profile } = making
  const supplier = String(making.nextNumber())
  yield row('organisations', {
    supplier_ref: supplier,
    legal_name: `${plan.name} Limited`,
    trading_name: plan.name,
    cqc_provider_id: `1-${String(100_000_000 + random.below(900_000_000))}`,
    company_number: String(random.between(1_000_000, 15_999_999)).padStart(8, '0'),
    address: address(random, profile.towns),
    email: `office@${plan.domain}`,
    phone: `${profile.phone.slice(0, -4)}${String(random.between(1000, 9999))}`,
    bank_last_four: String(random.between(1000, 9999)),
    status: 'active',
  })
  const places: Place[] = []
  for (const sector of plan.sectors)
    places.push(yield* placeRows(making, { plan, supplier, sector, isFirst: index === 0 }))
  yield* memberRows({ plan, supplier, isFirst: index === 0, service: places[0]?.service ?? '' })
  return { supplier, places }
}

type Placing = {
  readonly plan: ProviderPlan
  readonly supplier: string
  readonly sector: Sector
  readonly isFirst: boolean
}

function* placeRows(making: Making, { plan, supplier, sector, isFirst }: Placing): Generator<Row, Place> {
  const { random, profile, asOf } = making
  const number = making.nextNumber()
  const [service, contract] = [`SV-${String(number)}`, `K-${String(number)}`]
  const rule = profile.rules[sector]
  const calendar = profile.calendars.find(({ code }) => code === rule.calendar) ?? profile.calendars[0]
  yield row('services', {
    service_ref: service,
    supplier_ref: supplier,
    name: plan.sectors.length === 1 ? plan.name : `${plan.name}, ${sectorName[sector]}`,
    sector,
    cqc_location_id: `1-${String(100_000_000 + random.below(900_000_000))}`,
    address: address(random, profile.towns),
    ...(sector === 'day' ? { opening_days: '1 2 3 4 5' } : {}),
  })
  yield row('contracts', {
    contract_number: contract,
    supplier_ref: supplier,
    title: sectors[sector].title,
    kind: sector === 'complex' ? 'spot' : 'framework',
    calendar: calendar.code,
    starts_on: '2023-04-01',
  })
  yield row('contract-services', { contract_number: contract, service_ref: service })
  yield ruleRow(contract, rule, recordingOf(plan, sector))
  yield orderRow(making, contract, plan)
  const lines = sectors[sector].levels.map((level, index): Line => ({
    reference: `R-${String(number)}-${String(index + 1)}`,
    level,
    price: BigInt(random.between(level.least, level.most)) * 100n,
  }))
  for (const [index, line] of lines.entries()) {
    yield row('rate-lines', {
      rate_ref: line.reference,
      contract_number: contract,
      service_level: line.level.name,
      unit: line.level.unit,
    })
    const midWeek = isFirst && index === 0 && line.level.unit === 'hour'
    yield* rateRows(making, line, midWeek ? wednesdayOfLastPeriod(calendar, asOf) : undefined)
    if (isPricedByVisits(plan, sector)) yield* visitPriceRows(making, { ...line, place: index })
  }
  return { sector, service, contract, rule, calendar, lines }
}

const sectorName: Readonly<Record<Sector, string>> = {
  'home-support': 'home support',
  residential: 'residential home',
  nursing: 'nursing home',
  day: 'day service',
  'extra-care': 'extra care',
  'supported-living': 'supported living',
  complex: 'complex care',
  'shared-lives': 'shared lives',
}

function recordingOf({ recording }: ProviderPlan, sector: Sector): string {
  return sector === 'home-support' ? (recording ?? sectors[sector].recording) : sectors[sector].recording
}

function isPricedByVisits(plan: ProviderPlan, sector: Sector): boolean {
  return plan.visitPrices === true && recordingOf(plan, sector) === 'visits'
}

function ruleRow(contract: string, rule: Rule, recording: string): Row {
  return row('contract-rules', {
    contract_number: contract,
    starts_on: '2023-04-01',
    payment_terms: rule.terms,
    paid_by: rule.paidBy,
    recording,
    frustrated_percent: String(rule.frustratedPercent ?? 100),
    ...(rule.tolerance === undefined ? {} : { tolerance_percent: rule.tolerance }),
    extras_allowed: rule.extras === false ? 'no' : 'yes',
    visits_required: rule.visitsRequired === true ? 'yes' : 'no',
    step_minutes: '15',
    claim_limit_weeks: '26',
    day_rule: 'nights',
    sign_gate: 'yes',
    ...(rule.payerTerms === undefined ? {} : { payer_terms: rule.payerTerms }),
    ...(rule.after === undefined ? {} : { death_days: rule.after[0], notice_days: rule.after[1] }),
  })
}

/** The financial year is ordered in one sum: for some companies enough, for others not. */
function orderRow({ priceYear }: Making, contract: string, { packages }: ProviderPlan): Row {
  return row('purchase-orders', {
    po_number: `PO-${contract}`,
    contract_number: contract,
    starts_on: `${String(priceYear)}-04-01`,
    ends_on: `${String(priceYear + 1)}-03-31`,
    ordered: `${String(packages * 14_000)}.00`,
  })
}

/** Two uplifts on 1 April, of 4 per cent each; and for one line of each council a change on a Wednesday. */
function* rateRows({ priceYear }: Making, { reference, price }: Line, midWeek: LocalDate | undefined): Generator<Row> {
  const april = (year: number) => localDate(`${String(year)}-04-01`)
  const lastYear = (price * 100n) / 104n
  const before = (lastYear * 100n) / 104n
  const steps: { readonly from: LocalDate; readonly price: bigint }[] = [
    { from: localDate('2023-04-01'), price: before },
    { from: april(priceYear - 1), price: lastYear },
    { from: april(priceYear), price },
  ]
  if (midWeek !== undefined && midWeek > april(priceYear)) steps.push({ from: midWeek, price: price + 4_000n })
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]
    yield row('rates', {
      rate_ref: reference,
      starts_on: step.from,
      ...(next === undefined ? {} : { ends_on: addDays(next.from, -1) }),
      price: decimalText(step.price, 4, 4),
    })
  }
}

function wednesdayOfLastPeriod({ anchor }: Calendar, asOf: LocalDate): LocalDate {
  return addDays(startOfWeek(addDays(periodBefore(periodContaining(anchor, asOf)).from, 7), 1), 2)
}

type Members = {
  readonly plan: ProviderPlan
  readonly supplier: string
  readonly isFirst: boolean
  readonly service: string
}

function* memberRows({ plan, supplier, isFirst, service }: Members): Generator<Row> {
  for (const { email, name, title, role, mode, scope } of membersOf(plan, isFirst)) {
    yield row('users', { email, name, supplier_ref: supplier, job_title: title })
    const place = { email, supplier_ref: supplier, scope, ...(scope === 'service' ? { service_ref: service } : {}) }
    yield row('grants', { ...place, role, mode })
    if (maySign({ role, mode })) yield row('grants', { ...place, role: 'signatory', mode })
  }
}
