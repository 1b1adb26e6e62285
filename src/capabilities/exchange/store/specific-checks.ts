import { settings } from '../rules/settings.ts'
import { visitPriceChecks } from './visit-price-checks.ts'

/**
 * What a file must satisfy beyond its columns, keys and references. Each answers line, column, code, value and what
 * else the sentence needs. A cell that could not be read is null here and is never blamed twice.
 */
export const specificChecks: Readonly<Record<string, readonly string[]>> = {
  // The keys and patterns are constants of this program.
  settings: [
    `select s.line, 'value', 'not-a-setting', s.value, k.allowed from pack_settings s
     join (values ${settings.map(({ key, pattern, values }) => `('${key}', '${pattern}', '${values}')`).join(', ')}) as k (key, pattern, allowed)
       on k.key = s.key
     where s.value !~ k.pattern`,
  ],
  'contract-services': [
    `select s.line, 'service_ref', 'other-provider', s.service_ref, null
     from pack_contract_services s
     join pack_contracts c on c.contract_number = s.contract_number
     join pack_services v on v.service_ref = s.service_ref
     where v.supplier_ref <> c.supplier_ref`,
  ],
  contracts: [
    `select s.line, 'calendar', 'unknown-reference', s.calendar, 'calendar.csv' from pack_contracts s
     where s.calendar is not null and not exists (select from pack_calendar c where c.calendar = s.calendar)`,
  ],
  packages: [
    `select s.line, 'cpli_ref', 'no-plan-at-start', s.cpli_ref, null
     from pack_packages s left join (
       select cpli_ref, min(starts_on) as first from pack_package_versions group by cpli_ref
     ) v on v.cpli_ref = s.cpli_ref
     where s.starts_on is not null and s.cpli_ref is not null and (v.first is null or v.first > s.starts_on)`,
  ],
  'package-versions': [
    `select s.line, 'rate_ref', case when r.contract_number <> p.contract_number then 'other-contract' else 'other-unit' end, s.rate_ref, null
     from pack_package_versions s
     join pack_packages p on p.cpli_ref = s.cpli_ref
     join pack_rate_lines r on r.rate_ref = s.rate_ref
     where r.contract_number <> p.contract_number or r.unit <> p.unit`,
    `select s.line, 'planned', case when s.planned is null and s.planned_by_day is null and t.parts is null then 'plan-missing' else 'plan-does-not-add-up' end,
       (s.planned * 0.0001 / 3)::numeric(12, 2)::text, (coalesce(t.parts, d.parts) * 0.0001 / 3)::numeric(12, 2)::text
     from pack_package_versions s
     left join (
       select cpli_ref, starts_on, sum(minutes * coalesce(carers, 1)) * 500 as parts from pack_timetables group by cpli_ref, starts_on
     ) t on t.cpli_ref = s.cpli_ref and t.starts_on = s.starts_on
     cross join lateral (select sum(part) as parts from unnest(s.planned_by_day) part) d
     where (s.planned is null and s.planned_by_day is null and t.parts is null)
       or (s.planned is not null and d.parts <> s.planned) or (s.planned is not null and t.parts <> s.planned) or d.parts <> t.parts`,
  ],
  'visit-prices': visitPriceChecks,
  timetables: [
    `select min(s.line), 'cpli_ref', 'timetable-not-by-hour', s.cpli_ref, null
     from pack_timetables s join pack_packages p on p.cpli_ref = s.cpli_ref
     where p.unit <> 'hour' group by s.cpli_ref`,
  ],
  payers: [
    `select s.line, 'cpli_ref', 'payers-not-by-week', s.cpli_ref, null
     from pack_payers s join pack_packages p on p.cpli_ref = s.cpli_ref where p.unit <> 'week'`,
    // Amounts are in pence and prices in ten-thousandths of a pound.
    `select s.line, 'weekly', 'payers-above-price', min(s.weekly * 0.01)::numeric(12, 2)::text, min(r.price * 0.0001)::numeric(12, 4)::text
     from pack_payers s
     join (
       select cpli_ref, rate_ref, daterange(starts_on, lead(starts_on) over (partition by cpli_ref order by starts_on)) as valid
       from pack_package_versions where cpli_ref is not null and starts_on is not null
     ) v on v.cpli_ref = s.cpli_ref and v.valid && ${days('s')}
     join pack_rates r on r.rate_ref = v.rate_ref and v.valid * ${days('s')} && ${days('r')}
     left join pack_payers o on o.cpli_ref = s.cpli_ref and o.payer in ('contribution', 'top-up') and o.payer <> s.payer
       and v.valid * ${days('s')} * ${days('r')} && ${days('o')}
     where s.payer in ('contribution', 'top-up') and (s.weekly + coalesce(o.weekly, 0)) * 100 > r.price
     group by s.line`,
  ],
  agreements: [
    `select s.line, 'agreement_ref', 'no-lines', s.agreement_ref, null from pack_agreements s
     where s.agreement_ref is not null
       and not exists (select from pack_agreement_lines l where l.agreement_ref = s.agreement_ref)`,
    `select s.line, 'status', 'answer-incomplete', s.status, null from pack_agreements s
     where (s.status <> 'draft' and s.published_at is null)
       or (s.status in ('agreed', 'rejected') and (s.answered_at is null or s.answered_by is null))
       or (s.answered_at is not null and s.answered_by is null)
       or (s.status = 'rejected' and s.reason_code is null)
       or (s.status = 'agreed' and s.reason_code is not null)
       or (s.status in ('draft', 'published') and s.answered_at is not null)`,
  ],
  'agreement-lines': [
    `select s.line, 'cpli_ref', 'other-person', s.cpli_ref, null
     from pack_agreement_lines s
     join pack_agreements g on g.agreement_ref = s.agreement_ref
     join pack_packages p on p.cpli_ref = s.cpli_ref
     where p.person_ref <> g.person_ref or p.contract_number <> g.contract_number or p.service_ref <> g.service_ref`,
    `select s.line, 'cpli_ref', 'not-commissioned', s.cpli_ref, null
     from pack_agreement_lines s join pack_packages p on p.cpli_ref = s.cpli_ref where p.status = 'draft'`,
  ],
  actuals: [
    `select s.line, 'week_starts_on', 'wrong-week-start', s.week_starts_on::text, null
     from pack_actuals s cross join pack_pack k where extract(isodow from s.week_starts_on) <> k.week_starts_on`,
    `select s.line, 'week_starts_on', 'week-in-future', s.week_starts_on::text, null
     from pack_actuals s cross join pack_pack k where s.week_starts_on > k.as_of`,
    `select s.line, 'week_starts_on', 'week-outside-package', s.week_starts_on::text, null
     from pack_actuals s join pack_packages p on p.cpli_ref = s.cpli_ref
     where s.week_starts_on + 6 < p.starts_on or s.week_starts_on > p.ends_on`,
    `select s.line, 'planned', 'week-does-not-add-up', null, null from pack_actuals s
     where coalesce(s.frustrated, 0) + coalesce(s.missed, 0) > s.planned`,
    `select s.line, 'confirmed_at', 'confirmed-and-when', null, null from pack_actuals s
     where (s.status <> 'draft') <> (s.confirmed_at is not null)`,
  ],
  grants: [
    `select s.line, 'scope', 'scope-names-no-target', s.scope, null from pack_grants s
     where (s.scope = 'contract') <> (s.contract_number is not null) or (s.scope = 'service') <> (s.service_ref is not null)`,
    `select s.line, 'service_ref', 'other-provider', s.service_ref, null
     from pack_grants s join pack_services v on v.service_ref = s.service_ref where v.supplier_ref <> s.supplier_ref`,
    `select s.line, 'contract_number', 'other-provider', s.contract_number, null
     from pack_grants s join pack_contracts c on c.contract_number = s.contract_number where c.supplier_ref <> s.supplier_ref`,
  ],
  staff: [
    `select s.line, 'email', 'not-staff', s.email, null from pack_staff s
     where s.email is not null and not exists (select from pack_users u where u.email = s.email and u.supplier_ref is null)`,
  ],
}

/** The days of a row whose first day could be read; none of one whose days are the wrong way round, which is blamed already. */
function days(alias: string): string {
  return `case when ${alias}.ends_on < ${alias}.starts_on or ${alias}.starts_on is null then 'empty'::daterange
    else daterange(${alias}.starts_on, ${alias}.ends_on, '[]') end`
}
