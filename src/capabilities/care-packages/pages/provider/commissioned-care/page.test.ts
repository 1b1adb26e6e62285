import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTable } from '../../../../../platform/spreadsheet/open-table.ts'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import {
  aCouncil,
  aPackage,
  aProvider,
  type ACouncil,
  type APackage,
  type AProvider,
} from '../../../../../testing/world.ts'
import { packageRoutes } from '../../../testing/mount.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
let care: APackage
let asha: Visitor

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  care = await aPackage(stage.build, provider, {
    plannedByDay: [2n, 2n, 2n, 2n, 2n, 2n, 2n].map((hours) => hours * 30_000n),
    package: { own_reference: '=1+1' },
  })
  await aPackage(stage.build, provider, { endsOn: '2024-12-31', startsOn: '2024-01-08' })
  asha = aProviderVisitor(provider)
  site = await aSite(stage, [packageRoutes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

it('gives a rostering system every live package with its plans', async () => {
  const { status, text } = await site.visit(asha, '/provider/commissioned-care.json')
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({
    format: 'commissioned-care-1',
    since: null,
    packages: [
      {
        reference: care.reference,
        startsOn: '2025-01-06',
        lastDay: null,
        person: { nhsNumber: '9990000018' },
        plans: [
          {
            version: 1,
            until: null,
            plannedAWeek: '14',
            plannedByDay: ['2', '2', '2', '2', '2', '2', '2'],
            visits: [],
          },
        ],
      },
    ],
  })
})

it('gives what changed since a day, ended and cancelled care too, and nothing when nothing did', async () => {
  const since = async (day: string) =>
    (
      JSON.parse((await site.visit(asha, `/provider/commissioned-care.json?since=${day}`)).text) as {
        packages: unknown[]
      }
    ).packages.length
  expect([await since('2020-01-01'), await since('2999-01-01')]).toEqual([2, 0])
  expect((await site.visit(asha, '/provider/commissioned-care.json?since=x')).status).toBe(400)
})

it('gives the same as CSV, one row a plan, with no formula, and only to its provider', async () => {
  const { text } = await site.visit(asha, '/provider/commissioned-care.csv')
  expect(text.trim().split('\r\n')).toHaveLength(2)
  expect(text).toContain(`${care.reference},'=1+1,active,`)
  const stranger = aProviderVisitor(await aProvider(stage.build, council.id))
  expect((await site.visit(stranger, '/provider/commissioned-care.csv')).text).not.toContain(care.reference)
})

it('gives programs every change of one day, however many there are', async () => {
  const many = await aProvider(stage.build, council.id)
  const one = await aPackage(stage.build, many, { package: { changed_at: '2025-04-01T11:00:00Z' } })
  const owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  await owner.query(
    `with made as (
      insert into care_packages.package (council_id, provider_id, service_id, contract_id, person_id, reference, service_level,
        unit, status, starts_on, recordable_from, changed_at)
      select p.council_id, p.provider_id, p.service_id, p.contract_id, p.person_id, 'M-' || n, p.service_level, p.unit, p.status,
        p.starts_on, p.recordable_from, p.changed_at + n / 3 * interval '1 ms'
      from care_packages.package p, generate_series(1, 5001) n where p.id = $1 returning *)
    insert into care_packages.package_version (council_id, provider_id, service_id, contract_id, package_id, version, valid,
      planned, rate_line_id, cause)
    select m.council_id, m.provider_id, m.service_id, m.contract_id, m.id, 1, '[2025-01-06,)', 30000, $2, 'new' from made m`,
    [one.id, many.rateLineId],
  )
  await owner.end()
  const file = await site.visit(aProviderVisitor(many), '/api/v1/commissioned-care/days/2025-04-01')
  const references = file.html
    .trim()
    .split('\r\n')
    .map((line) => line.split(',')[0])
  expect([references.length, new Set(references).size]).toEqual([5_003, 5_003])
})

it('gives the list as a workbook with numbers, days and a breakdown, and as JSON with the chosen columns', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'packages-')), 'list.xlsx')
  const answer = await site.app.inject({
    method: 'GET',
    url: '/provider/packages.xlsx',
    headers: { 'x-test-visitor': asha.accountId },
  })
  writeFileSync(file, answer.rawPayload)
  const table = await openTable(file)
  const cells: string[][] = []
  for (const sheet of table.sheets)
    for await (const rows of sheet.rows()) cells.push(...rows.map((row) => [...row.cells]))
  table.close()
  expect(table.sheets.map(({ name }) => name)).toEqual(['Care packages', 'Cost and breakdown'])
  expect(cells.find(([first]) => first === care.reference)?.slice(0, 2)).toEqual([care.reference, '=1+1'])
  expect(cells.filter(([first]) => first === care.reference).at(-1)).toEqual(
    expect.arrayContaining(['2025-01-06', '14', 'hour', '294.00']),
  )
  const { text } = await site.visit(asha, '/provider/packages.json?columns=cost&columns=state')
  expect(JSON.parse(text)).toEqual([
    expect.objectContaining({ reference: care.reference, costOfAWeek: '294.00', state: 'Recordable' }),
  ])
  expect(text).not.toContain('serviceLevel')
})

it('shows only the chosen columns, of one contract', async () => {
  const { text } = await site.visit(asha, '/provider/packages?columns=state')
  expect(text).toMatch(/Person Reference State/)
  const elsewhere = '/provider/packages?contract=00000000-0000-4000-8000-000000000000'
  expect((await site.visit(asha, elsewhere)).text).toContain('No care package is as selected')
})
