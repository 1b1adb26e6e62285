import { addDays, daysBetween, earliest, startOfWeek, type LocalDate } from '../core/dates.ts'
import { decimalText } from '../core/decimal.ts'
import { address, personName } from './names.ts'
import type { Place } from './provider-rows.ts'
import { payerRows } from './payer-rows.ts'
import { row, type Making, type Row } from './rows.ts'
import { hoursText, hundredthsText, planOf } from './sectors.ts'
import type { Care, Dated, Story } from './care.ts'
import { weekRows } from './week-rows.ts'

/** One person, one package, its plans, its agreements and the weeks recorded for it. */
export function* packageRows(making: Making, place: Place, story: Story): Generator<Row> {
  const care = makeCare(making, place, story)
  yield personRow(making, care)
  yield row('packages', {
    cpli_ref: care.reference,
    person_ref: care.person,
    contract_number: place.contract,
    service_ref: place.service,
    service_level: care.line.level.name,
    unit: care.line.level.unit,
    status: statusOf(making, care),
    starts_on: care.startsOn,
    ...(care.endsOn === undefined ? {} : { ends_on: care.endsOn }),
  })
  for (const version of care.versions) yield* versionRows(making, care, version)
  yield* agreementRows(making, care)
  if (place.sector === 'residential' || place.sector === 'nursing') yield* payerRows(making, care)
  else yield* weekRows(making, care)
}

function makeCare(making: Making, place: Place, story: Story): Care {
  const { random, asOf } = making
  const number = making.nextNumber()
  const startsOn = firstDay(making, place, story)
  const first: Dated = { from: startsOn, plan: planOf(place.sector, random), cause: 'new' }
  const old = daysBetween(startsOn, asOf)
  const changed = story === 'ordinary' && old > 120 && random.percent(18)
  const changeOn = startOfWeek(addDays(startsOn, 56 + random.below(Math.max(1, old - 90))), 1)
  const second = changed ? [{ from: changeOn, plan: planOf(place.sector, random), cause: 'social-work-decision' }] : []
  const ended = story === 'ordinary' && !changed && old > 90 && random.percent(10)
  const lastSunday = addDays(startOfWeek(addDays(asOf, -random.below(60)), 1), -1)
  return {
    reference: `CP-${String(number)}`,
    person: String(number + 5_000_000),
    place,
    line: random.pick([place.lines[0] ?? noLine(), ...place.lines.slice(1)]),
    startsOn,
    endsOn: ended ? lastSunday : undefined,
    versions: [first, ...second],
    story,
  }
}

function noLine(): never {
  throw new Error('every contract has a line of its price book')
}

function isNew(story: Story): boolean {
  return story === 'draft' || story === 'waiting' || story === 'wrong-price' || story === 'rejected'
}

/** Mondays, except that people move into homes on any day. New care starts about now. */
function firstDay({ random, asOf }: Making, { sector }: Place, story: Story): LocalDate {
  const day = isNew(story) ? addDays(asOf, random.between(-20, 12)) : addDays(asOf, -random.between(70, 700))
  return sector === 'residential' || sector === 'nursing' ? day : startOfWeek(day, 1)
}

function statusOf({ asOf }: Making, { story, startsOn, endsOn }: Care): string {
  if (story === 'draft' || startsOn > asOf) return 'authorised'
  return endsOn === undefined ? 'active' : 'ended'
}

function personRow(making: Making, { person, place }: Care): Row {
  const { random, profile, asOf } = making
  const { given, family } = personName(random)
  const young = place.sector === 'supported-living' || place.sector === 'shared-lives' || place.sector === 'day'
  const age = young ? random.between(19, 64) : random.between(67, 98)
  return row('people', {
    person_ref: person,
    nhs_number: making.nextNhsNumber(),
    given_name: given,
    family_name: family,
    born_on: addDays(asOf, -Math.floor(age * 365.25) - random.below(365)),
    address: address(random, profile.towns),
  })
}

function* versionRows({ timetables }: Making, { reference, line }: Care, version: Dated): Generator<Row> {
  const { from, plan, cause } = version
  const unitText = line.level.unit === 'hour' ? hoursText : hundredthsText
  yield row('package-versions', {
    cpli_ref: reference,
    starts_on: from,
    planned: plan.planned,
    ...(plan.byDay === null ? {} : { planned_by_day: plan.byDay.map(unitText).join(' ') }),
    rate_ref: line.reference,
    cause,
  })
  if (!timetables) return
  for (const { weekday, startsAt, minutes, carers } of plan.visits)
    yield row('timetables', {
      cpli_ref: reference,
      starts_on: from,
      weekday: String(weekday),
      starts_at: startsAt,
      minutes: String(minutes),
      carers: String(carers),
    })
}

const answerOf: Readonly<Record<Story, string>> = {
  ordinary: 'agreed',
  hospital: 'agreed',
  'over-plan': 'agreed',
  uncleared: 'agreed',
  draft: 'draft',
  waiting: 'published',
  'wrong-price': 'published',
  rejected: 'rejected',
}

/** An agreement for each plan: a new one takes the place of the old. */
function* agreementRows(making: Making, care: Care): Generator<Row> {
  for (const [index, version] of care.versions.entries()) {
    const reference = `${care.reference}-A${String(index + 1)}`
    const status = index < care.versions.length - 1 ? 'superseded' : answerOf[care.story]
    yield row('agreements', {
      agreement_ref: reference,
      person_ref: care.person,
      contract_number: care.place.contract,
      service_ref: care.place.service,
      status,
      cause: version.cause,
      starts_on: version.from,
      ...datesOf(making, version.from, status),
      ...(status === 'rejected'
        ? { reason_code: 'wrong-hours', comment: 'We were asked for two calls a day, not for these hours.' }
        : {}),
    })
    yield row('agreement-lines', {
      agreement_ref: reference,
      cpli_ref: care.reference,
      plan_starts_on: version.from,
      ...(care.story === 'wrong-price' ? { stated_price: decimalText(care.line.price - 7_500n, 4, 4) } : {}),
    })
  }
}

function datesOf({ asOf }: Making, from: LocalDate, status: string): Record<string, string> {
  if (status === 'draft') return {}
  const published = earliest(addDays(from, -7), addDays(asOf, -4))
  const offered = { respond_by: addDays(published, 14), published_at: `${published}T09:30` }
  return status === 'published'
    ? offered
    : { ...offered, answered_at: `${addDays(published, 2)}T14:05`, answered_by: 'Joan Catchpole' }
}
