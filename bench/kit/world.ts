import type { Client } from 'pg'

/** A county of made-up people: how many, and whose. */
export type WorldSize = {
  readonly providers: number
  readonly packages: number
  /** So many of the packages are the first provider's; the rest are spread evenly over the others. */
  readonly ofTheFirst?: number
  /** Every package began long ago and goes on; otherwise they begin and end as in a county's years. */
  readonly underWay?: boolean
}

export type World = { readonly councilId: string; readonly providerId: string }

/**
 * Ids of version 7, one made each second. The index that holds a package to one version at a time reads their first
 * eight bytes: were those alike, it would degenerate and make everything slow alike.
 */
const KINDS = { council: 1, provider: 2, service: 3, contract: 4, rateLine: 5, person: 6, package: 7 } as const
type Kind = keyof typeof KINDS
const FIRST_MS = 1_700_000_000_000

export function idOf(kind: Kind, n: number): string {
  const made = (FIRST_MS + n * 1000).toString(16).padStart(12, '0')
  return `${made.slice(0, 8)}-${made.slice(8)}-7000-8000-${String(KINDS[kind]).padStart(12, '0')}`
}
/** The same in SQL. */
export function sqlId(kind: Kind, n: string): string {
  const made = `lpad(to_hex(${String(FIRST_MS)} + (${n}) * 1000::bigint), 12, '0')`
  return `(${made} || '70008000${String(KINDS[kind]).padStart(12, '0')}')::uuid`
}

export const council = `'${idOf('council', 1)}'::uuid`

/** Two services, one contract and four rate lines a provider; each package has one person, one or two versions. */
export async function makeWorld(owner: Client, size: WorldSize): Promise<World> {
  await owner.query('begin')
  for (const statement of [...organisations(size), ...prices(size), ...packages(size)]) await owner.query(statement)
  await owner.query('commit')
  await owner.query('vacuum analyze')
  return { councilId: idOf('council', 1), providerId: idOf('provider', 1) }
}

function organisations({ providers }: WorldSize): string[] {
  const each = `generate_series(1, ${String(providers)}) p`
  return [
    `insert into platform.council (council_id, code, name, short_name)
      values (${council}, 'bench', 'Bench County Council', 'Bench')`,
    `insert into platform.audit_head (council_id) values (${council})`,
    `insert into providers.organisation (council_id, id, reference, legal_name, trading_name, bank_last_four)
      select ${council}, ${sqlId('provider', 'p')}, 'V' || 100000 + p, 'Care Company ' || p || ' Limited',
        'Care Company ' || p, lpad((p % 10000)::text, 4, '0') from ${each}`,
    `insert into providers.service (council_id, id, provider_id, reference, name, sector)
      select ${council}, ${sqlId('service', 'p * 2 - s')}, ${sqlId('provider', 'p')}, 'S' || p * 2 - s,
        'Care Company ' || p || case s when 0 then ' North' else ' South' end,
        (array['home-support', 'supported-living', 'day', 'extra-care'])[(p + s) % 4 + 1]
      from ${each}, generate_series(0, 1) s`,
    `insert into contracts.contract (council_id, id, provider_id, number, title, kind, calendar, starts_on)
      select ${council}, ${sqlId('contract', 'p')}, ${sqlId('provider', 'p')}, 'K' || 50000 + p, 'Home support framework',
        'framework', 'main', '2020-04-01' from ${each}`,
    `insert into contracts.contract_service (council_id, contract_id, service_id, provider_id)
      select ${council}, ${sqlId('contract', 'p')}, ${sqlId('service', 'p * 2 - s')}, ${sqlId('provider', 'p')}
      from ${each}, generate_series(0, 1) s`,
    `insert into contracts.contract_rule
        (council_id, contract_id, provider_id, valid, version, payment_terms, paid_by, recording, sign_gate)
      select ${council}, ${sqlId('contract', 'p')}, ${sqlId('provider', 'p')}, '[2020-04-01,)', 1,
        case when p % 4 = 0 then 'planned' else 'actual' end, 'schedule', 'weekly', false from ${each}`,
  ]
}

const LEVELS = `array['Standard', 'Enhanced', 'Complex', 'Waking night']`

/** A price each April, so that one change of rate falls inside a week. */
function prices({ providers }: WorldSize): string[] {
  const each = `generate_series(1, ${String(providers)}) p, generate_series(0, 3) l`
  return [
    `insert into contracts.rate_line (council_id, id, contract_id, provider_id, reference, service_level, unit)
      select ${council}, ${sqlId('rateLine', 'p * 4 - l')}, ${sqlId('contract', 'p')}, ${sqlId('provider', 'p')},
        'R' || p * 4 - l, (${LEVELS})[l + 1], 'hour' from ${each}`,
    `insert into contracts.rate (council_id, rate_line_id, contract_id, provider_id, valid, price)
      select ${council}, ${sqlId('rateLine', 'p * 4 - l')}, ${sqlId('contract', 'p')}, ${sqlId('provider', 'p')},
        daterange(make_date(y, 4, 1), make_date(y + 1, 4, 1)), 190000 + 8000 * (y - 2020) + 12500 * l + 100 * (p % 30)
      from ${each}, generate_series(2020, 2027) y`,
  ]
}

const GIVEN = `array['Amina', 'Brian', 'Chidi', 'Dorothy', 'Elif', 'Frank', 'Grace', 'Harjit', 'Iris', 'Joan', 'Kofi', 'Lata', 'Maureen']`
const FAMILY = `array['Okafor', 'Smith', 'Patel', 'Jones', 'Evans', 'Khan', 'Taylor', 'Nowak', 'Brown', 'Hughes', 'Ali', 'Walker', 'Singh', 'Wright', 'Begum', 'Green', 'Hall']`

function packages({ providers, packages: count, ofTheFirst = 0, underWay = false }: WorldSize): string[] {
  const provider = `case when n <= ${String(ofTheFirst)} then 1
    else ${String(ofTheFirst > 0 ? 2 : 1)} + n % ${String(ofTheFirst > 0 ? providers - 1 : providers)} end`
  const each = `(select n, p, p * 2 - n / 2 % 2 as s, ${underWay ? `'2024-01-01'::date + n * 7919 % 800` : `current_date - n * 7919 % 1460`} as starts_on,
      ${underWay ? 'null::date' : `case when n % 5 < 2 then current_date - n * 7919 % 1460 + n * 31 % 700 end`} as ends_on
    from (select n, ${provider} as p from generate_series(1, ${String(count)}) n) one) each`
  const owned = `${sqlId('provider', 'p')}, ${sqlId('service', 's')}, ${sqlId('contract', 'p')}`
  return [
    `insert into service_users.person (council_id, id, reference, given_name, family_name, born_on)
      select ${council}, ${sqlId('person', 'n')}, 'P' || 200000 + n, (${GIVEN})[n % 13 + 1], (${FAMILY})[n % 17 + 1],
        '1930-01-01'::date + n % 20000 from ${each}`,
    `insert into service_users.served_person
        (council_id, provider_id, service_id, contract_id, person_id, reference, given_name, family_name, born_on)
      select ${council}, ${owned}, ${sqlId('person', 'n')}, 'P' || 200000 + n, (${GIVEN})[n % 13 + 1],
        (${FAMILY})[n % 17 + 1], '1930-01-01'::date + n % 20000 from ${each}`,
    // Two in five have ended, the older ones more often.
    `insert into care_packages.package (council_id, provider_id, service_id, contract_id, id, person_id, reference,
        service_level, unit, status, starts_on, ends_on, current_version)
      select ${council}, ${owned}, ${sqlId('package', 'n')}, ${sqlId('person', 'n')}, 'C' || 700000 + n,
        (${LEVELS})[n % 4 + 1], 'hour',
        case when ends_on < current_date then 'ended' else 'active' end, starts_on, ends_on, 1 + n % 2 from ${each}`,
    `insert into care_packages.package_version (council_id, provider_id, service_id, contract_id, package_id, version,
        valid, planned, planned_by_day, rate_line_id, cause)
      select ${council}, ${owned}, ${sqlId('package', 'n')}, v,
        case when v = 2 then daterange(starts_on + 1, null) when n % 2 = 1 then daterange(starts_on, starts_on + 1)
          else daterange(starts_on, null) end,
        7 * 15000 * (1 + n % 4), array_fill(15000 * (1 + n % 4)::bigint, array[7]), ${sqlId('rateLine', 'p * 4 - n % 4')},
        case v when 1 then 'new' else 'social-work-decision' end
      from ${each}, generate_series(1, 1 + n % 2) v`,
  ]
}
