import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { visitColumns } from '../../src/capabilities/actuals/rules/visit-columns.ts'
import { council, idOf } from './world.ts'

const FIRST_DAY = 1
const DAYS = 28
/** One carer goes round so many people, half an hour each, and round again four hours later. */
const ROUND = 8

/**
 * The first provider's contracts take visits, and each of its packages is planned as the world has it: half an hour, one to
 * four times a day, every day. Their carers are known.
 */
export async function planVisits(owner: Client): Promise<void> {
  const first = `'${idOf('provider', 1)}'::uuid`
  await owner.query(
    `update contracts.contract_rule set recording = 'visits' where council_id = ${council} and provider_id = ${first}`,
  )
  await owner.query(
    `insert into care_packages.timetable_entry (council_id, package_id, version, provider_id, service_id, contract_id, weekday,
       starts_at, minutes, carers)
     select p.council_id, p.id, v.version, p.provider_id, p.service_id, p.contract_id, d,
       '07:00'::time + (n % ${String(ROUND)} * 30 + t * 240) * interval '1 minute', 30, 1
     from (select *, right(reference, 6)::int - 700000 as n from care_packages.package) p
     join care_packages.package_version v on v.council_id = p.council_id and v.package_id = p.id
     cross join generate_series(1, 7) d cross join lateral generate_series(0, n % 4) t
     where p.council_id = ${council} and p.provider_id = ${first}`,
  )
  await owner.query(
    `insert into actuals.carer (council_id, provider_id, reference, name)
     select ${council}, ${first}, 'K' || n, 'Carer ' || n from generate_series(0, 20000) n`,
  )
  await owner.query('vacuum analyze')
}

/** Four weeks of every planned visit as call monitoring logged it, cut at so many rows. */
export async function writeVisitFile(folder: string, rows: number): Promise<string> {
  const file = path.join(folder, 'visits.csv')
  await pipeline(Readable.from(csvParts(rows), { objectMode: false }), createWriteStream(file))
  return file
}

/** How many of the first packages it takes to plan so many visits: two and a half a day each. */
export function packagesFor(rows: number): number {
  return Math.ceil(rows / (2.5 * DAYS) / 4) * 4
}

function* csvParts(rows: number): Generator<string> {
  let text = `${visitColumns.join(',')}\r\n`
  let written = 0
  for (const line of linesFor(packagesFor(rows))) {
    if (written === rows) break
    written += 1
    text += `${line.join(',')}\r\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
}

function* linesFor(packages: number): Generator<readonly string[]> {
  for (let day = 0; day < DAYS; day += 1)
    for (let n = 1; n <= packages; n += 1) for (let time = 0; time <= n % 4; time += 1) yield lineOf(n, day, time)
}

function lineOf(n: number, day: number, time: number): readonly string[] {
  const start = 7 * 60 + (n % ROUND) * 30 + time * 240
  const kind = (n * 13 + day * 7 + time) % 100
  const status = kind >= 98 ? 'MISSED' : kind >= 94 ? 'FRUSTRATED' : 'DELIVERED'
  const byHand = kind === 50
  const length = 22 + ((n + day) % 8)
  return [
    `V${String(day)}-${String(n)}-${String(time)}`,
    `P${String(200_000 + n)}`,
    '',
    `2026-06-${String(FIRST_DAY + day).padStart(2, '0')}`,
    clock(start),
    '30',
    clock(start),
    '30',
    clock(start + 1),
    clock(start + 1 + length),
    '',
    `K${String(Math.floor(n / ROUND))}`,
    'False',
    status,
    byHand ? 'MANUAL' : 'APP',
    byHand ? 'NO-SIGNAL' : '',
    kind >= 94 ? 'Not at home when the carer called' : '',
  ]
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
