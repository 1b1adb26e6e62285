import { sql } from 'kysely'
import { adoptIds, loadBy, loadRows, sumLoaded, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** Care that an agreed agreement covers is recordable from the first day that both cover. */
const AGREED = `
  select l.council_id, k.id as package_id, min(greatest(k.starts_on, g.starts_on)) as from_on
  from pack_agreement_lines l
  join pack_agreements g on g.council_id = l.council_id and g.agreement_ref = l.agreement_ref
  join pack_packages k on k.council_id = l.council_id and k.cpli_ref = l.cpli_ref
  where g.answered_at is not null and g.status in ('agreed', 'superseded')
  group by l.council_id, k.id`

/** Packages staged in pack_packages, with the ids of their surroundings in pack_package_places. */
export async function loadPackages(tx: Tx): Promise<Loaded> {
  return loadRows(tx, {
    target: 'care_packages.package',
    from: `pack_packages s join pack_package_places l on l.council_id = s.council_id and l.package_id = s.id
      left join (
        select council_id, cpli_ref, count(*)::integer as versions from pack_package_versions group by council_id, cpli_ref
      ) n on n.council_id = s.council_id and n.cpli_ref = s.cpli_ref
      left join (${AGREED}) a on a.council_id = s.council_id and a.package_id = s.id`,
    key: ['reference'],
    onlyNew: { id: 's.id', current_version: 'coalesce(n.versions, 1)', recordable_from: 'a.from_on' },
    columns: {
      provider_id: 'l.provider_id',
      service_id: 'l.service_id',
      contract_id: 'l.contract_id',
      person_id: 'l.person_id',
      reference: 's.cpli_ref',
      service_level: 's.service_level',
      unit: 's.unit',
      status: 's.status',
      starts_on: 's.starts_on',
      ends_on: 's.ends_on',
    },
    versioned: true,
  })
}

export async function adoptPackageIds(tx: Tx): Promise<void> {
  await adoptIds(tx, 'care_packages.package', 'pack_packages', { reference: 'cpli_ref' })
}

/**
 * Plans by date, staged in pack_package_versions. A plan from a new day is a new version; a plan that the pack states
 * differently for the same day is put right. What no longer holds on any day keeps its row, with no days.
 */
export async function loadPackageVersions(tx: Tx): Promise<Loaded> {
  await resolveVersions(tx)
  await sql`
    update care_packages.package_version h set valid = 'empty'
    where (h.council_id, h.package_id) in (select r.council_id, r.package_id from pack_resolved_versions r where r.differs)
      and not isempty(h.valid)
      and not exists (
        select from pack_resolved_versions r
        where r.council_id = h.council_id and r.package_id = h.package_id and r.version = h.version and not r.differs)`.execute(
    tx,
  )
  const loaded = await loadRows(tx, {
    target: 'care_packages.package_version',
    from: 'pack_resolved_versions s',
    key: ['package_id', 'version'],
    columns: {
      package_id: 's.package_id',
      version: 's.version',
      provider_id: 's.provider_id',
      service_id: 's.service_id',
      contract_id: 's.contract_id',
      valid: 's.valid',
      planned: 's.planned',
      planned_by_day: 's.planned_by_day',
      rate_line_id: 's.rate_line_id',
      cause: 's.cause',
    },
  })
  await sql`
    update care_packages.package p set current_version = r.version
    from (
      select distinct on (council_id, package_id) council_id, package_id, version from pack_resolved_versions
      order by council_id, package_id, starts_on desc
    ) r
    where p.council_id = r.council_id and p.id = r.package_id and p.current_version <> r.version`.execute(tx)
  return loaded
}

/** Gives each staged plan its number, its days and its quantity; timetables and agreements find it here. */
async function resolveVersions(tx: Tx): Promise<void> {
  await sql`
    create temp table pack_resolved_versions on commit drop as
    with timetabled as (
      select council_id, cpli_ref, starts_on, sum(by_day)::bigint as planned,
        array[${sql.raw([1, 2, 3, 4, 5, 6, 7].map((day) => `coalesce(sum(by_day) filter (where weekday = ${String(day)}), 0)::bigint`).join(', '))}] as planned_by_day
      from (
        select council_id, cpli_ref, starts_on, weekday, sum(minutes * coalesce(carers, 1)) * 500 as by_day
        from pack_timetables group by council_id, cpli_ref, starts_on, weekday
      ) days
      group by council_id, cpli_ref, starts_on
    ), held as (
      select h.council_id, h.package_id, h.version, h.valid, h.planned, h.planned_by_day, h.rate_line_id, h.cause
      from care_packages.package_version h join pack_packages p on p.council_id = h.council_id and p.id = h.package_id
    ), highest as (
      select council_id, package_id, max(version) as version from held group by council_id, package_id
    ), staged as (
      select s.council_id, s.line, s.cpli_ref, s.starts_on, l.package_id, l.provider_id, l.service_id, l.contract_id, r.id as rate_line_id, s.cause,
        daterange(s.starts_on, lead(s.starts_on) over (partition by s.council_id, s.cpli_ref order by s.starts_on)) as valid,
        coalesce(s.planned, t.planned, (select sum(part)::bigint from unnest(s.planned_by_day) part)) as planned,
        coalesce(t.planned_by_day, s.planned_by_day) as planned_by_day
      from pack_package_versions s
      join pack_package_places l on l.council_id = s.council_id and l.cpli_ref = s.cpli_ref
      join pack_rate_lines r on r.council_id = s.council_id and r.rate_ref = s.rate_ref
      left join timetabled t on t.council_id = s.council_id and t.cpli_ref = s.cpli_ref and t.starts_on = s.starts_on
    )
    select s.*, coalesce(h.version, coalesce(m.version, 0) + (row_number() over (
        partition by s.council_id, s.package_id, h.version is null order by s.starts_on))::integer) as version,
      h.version is null or row(h.valid, h.planned, h.planned_by_day, h.rate_line_id, h.cause)
        is distinct from row(s.valid, s.planned::platform.quantity, s.planned_by_day, s.rate_line_id, s.cause) as differs
    from staged s
    left join held h on h.council_id = s.council_id and h.package_id = s.package_id and lower(h.valid) = s.starts_on
    left join highest m on m.council_id = s.council_id and m.package_id = s.package_id`.execute(tx)
  await sql`analyze pack_resolved_versions`.execute(tx)
}

/** Visits of a plan, staged in pack_timetables; the plan then has exactly these. */
export async function loadTimetables(tx: Tx): Promise<Loaded> {
  const removed = await loadBy(
    tx,
    `with gone as (
      delete from care_packages.timetable_entry t using pack_resolved_versions r
      where t.council_id = r.council_id and t.package_id = r.package_id and t.version = r.version
        and not exists (
          select from pack_timetables s
          where s.council_id = r.council_id and s.cpli_ref = r.cpli_ref and s.starts_on = r.starts_on
            and s.weekday = t.weekday and s.starts_at = t.starts_at)
      returning 1
    )
    select count(*) as removed from gone`,
  )
  const loaded = await loadRows(tx, {
    target: 'care_packages.timetable_entry',
    from: `pack_timetables s join pack_resolved_versions r
      on r.council_id = s.council_id and r.cpli_ref = s.cpli_ref and r.starts_on = s.starts_on`,
    key: ['package_id', 'version', 'weekday', 'starts_at'],
    columns: {
      package_id: 'r.package_id',
      version: 'r.version',
      provider_id: 'r.provider_id',
      service_id: 'r.service_id',
      contract_id: 'r.contract_id',
      weekday: 's.weekday',
      starts_at: 's.starts_at',
      minutes: 's.minutes',
      carers: 'coalesce(s.carers, 1)',
    },
  })
  return sumLoaded(removed, loaded)
}

/** Packages that were here before, and that an agreement of the pack has since opened. */
export async function openAgreedPackages(tx: Tx): Promise<void> {
  await sql`
    update care_packages.package p set recordable_from = a.from_on from (${sql.raw(AGREED)}) a
    where p.council_id = a.council_id and p.id = a.package_id and p.recordable_from is null`.execute(tx)
}
