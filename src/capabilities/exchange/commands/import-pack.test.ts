import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../platform/work.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { draftAgreement } from '../../agreements/commands/draft-agreement.ts'
import { reportLines, type PackReport } from '../rules/report.ts'
import { aPack, aPackFolder, type PackFolder, type PackText } from '../testing/a-pack.ts'
import { rowsOf } from '../testing/rows.ts'
import { importPack, type ImportProgress } from './import-pack.ts'

let stage: Stage
let folder: PackFolder
beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  folder = await aPackFolder()
})
afterAll(async () => {
  await stage.strike()
  await folder.remove()
})

async function load(files: PackText, onProgress?: (progress: ImportProgress) => void): Promise<PackReport> {
  const dir = await folder.write(files)
  return importPack(stage.db, stage.clock, dir, onProgress === undefined ? {} : { onProgress })
}

async function select(text: string, code: string) {
  return rowsOf(stage, `with c as (select council_id from platform.council where code = '${code}') ${text}`)
}

const Text = z.looseObject({ lines: z.array(z.looseObject({ paid: z.unknown() })) })

describe('importing a migration pack', () => {
  it('resolves references, dates, money and quantities into the rows of their owners', async () => {
    const report = await load(aPack('first'))
    expect(reportLines(report)[0]).toBe('Imported 38 rows for first.')
    const versions = `select p.reference, v.version, v.valid::text, v.planned, v.planned_by_day, v.cause, o.legal_name, s.reference as service
      from care_packages.package_version v
      join care_packages.package p using (council_id) join c using (council_id)
      join providers.organisation o on o.council_id = v.council_id and o.id = v.provider_id
      join providers.service s on s.council_id = v.council_id and s.id = v.service_id
      where p.id = v.package_id order by p.reference, v.version`
    const legal_name = 'Fenland, Home & Care Limited'
    const empty = { legal_name, cause: 'new' }
    expect(await select(versions, 'first')).toEqual([
      // Twice 20 minutes for two carers and 45 for one: 85 minutes, exactly.
      {
        ...empty,
        reference: 'C-1',
        version: 1,
        valid: '[2026-02-02,2026-06-01)',
        planned: 42_500n,
        planned_by_day: [20_000n, 0n, 22_500n, 0n, 0n, 0n, 0n],
        service: 'SV-1',
      },
      {
        legal_name,
        reference: 'C-1',
        version: 2,
        valid: '[2026-06-01,)',
        planned: 210_000n,
        planned_by_day: Array(7).fill(30_000n),
        cause: 'social-work-decision',
        service: 'SV-1',
      },
      {
        ...empty,
        reference: 'C-2',
        version: 1,
        valid: '[2026-03-05,)',
        planned: 30_000n,
        planned_by_day: null,
        service: 'SV-2',
      },
    ])
    expect(
      await select(
        'select r.valid::text, r.price from contracts.rate r join c using (council_id) order by r.price',
        'first',
      ),
    ).toEqual([
      { valid: '[2024-04-01,2026-04-01)', price: 224_000n },
      { valid: '[2026-04-01,)', price: 236_000n },
      { valid: '[2024-04-01,)', price: 8_260_000n },
    ])
    expect(
      await select(
        'select p.ends_on, p.submit_by from payments.period p join c using (council_id) order by p.starts_on',
        'first',
      ),
    ).toMatchObject([{ ends_on: '2026-11-23', submit_by: new Date('2026-11-24T17:00:00Z') }, { ends_on: '2026-12-21' }])
    expect(
      await select(
        'select w.status, w.planned, w.actual, w.frustrated, w.extra, w.version, w.source from actuals.week w join c using (council_id)',
        'first',
      ),
    ).toEqual([
      {
        status: 'confirmed',
        planned: 210_000n,
        actual: 195_000n,
        frustrated: 30_000n,
        extra: 15_000n,
        version: 1,
        source: 'import',
      },
    ])
  })

  it('makes agreed care recordable, and lets each service see the people it serves', async () => {
    const packages =
      'select p.reference, p.recordable_from, p.current_version from care_packages.package p join c using (council_id) order by 1'
    expect(await select(packages, 'first')).toEqual([
      { reference: 'C-1', recordable_from: '2026-02-02', current_version: 2 },
      { reference: 'C-2', recordable_from: null, current_version: 1 },
    ])
    const people = `select w.reference, w.nhs_number, w.family_name, s.reference as service from service_users.served_person w
      join providers.service s using (council_id) join c using (council_id) where s.id = w.service_id order by 1`
    expect(await select(people, 'first')).toEqual([
      { reference: 'P-1', nhs_number: '9990000018', family_name: 'Marsham', service: 'SV-1' },
      { reference: 'P-2', nhs_number: null, family_name: "O'Neill", service: 'SV-2' },
    ])
  })

  it('invites people without a password, and gives them their places', async () => {
    const people = `select a.email, a.status, a.password_hash, m.provider_id is null as staff, r.role as works,
        array_agg(concat_ws(' ', g.scope, g.role, g.mode, 'until ' || g.ends_on) order by g.scope) as grants
      from access.membership m join c using (council_id) join access.account a on a.id = m.account_id
      left join access.staff_role r on r.council_id = m.council_id and r.membership_id = m.id
      left join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id
      group by a.id, m.provider_id, r.role order by a.email`
    expect(await select(people, 'first')).toEqual([
      {
        email: 'joan.catchpole@first.example',
        status: 'invited',
        password_hash: null,
        staff: false,
        works: null,
        grants: ['organisation full edit', 'service finance read-only until 2027-04-01'],
      },
      {
        email: 'tom.bilney@first.example',
        status: 'invited',
        password_hash: null,
        staff: true,
        works: 'brokerage',
        grants: [''],
      },
    ])
  })

  it('writes the text of an agreement as one drafted here, but for what its paper did not say', async () => {
    const [row] = await select(
      "select p.id, c.council_id from care_packages.package p join c using (council_id) where p.reference = 'C-1'",
      'first',
    )
    const packageId = String(row?.['id'])
    await stage.work.run(systemActor(String(row?.['council_id'])), (work) =>
      draftAgreement(work, { packageIds: [packageId] }),
    )
    const texts = await select(
      `select r.content - 'reference' as content, a.status from agreements.revision r join c using (council_id)
       join agreements.agreement a on a.council_id = r.council_id and a.id = r.agreement_id
       join agreements.revision_line l on l.council_id = r.council_id and l.agreement_id = r.agreement_id
       where l.package_id = '${packageId}' and l.package_version = 2 order by a.reference`,
      'first',
    )
    expect(texts.map((text) => text['status'])).toEqual(['agreed', 'draft'])
    const { lines, ...drafted } = Text.parse(texts[1]?.['content'])
    const unsaid = lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'paid')))
    // A draft about a plan that is agreed already corrects it; the pack says why the plan was made.
    expect(drafted['cause']).toBe('correction')
    const cause = 'social-work-decision'
    expect(texts[0]?.['content']).toEqual({ ...drafted, cause, format: 'agreement-1', lines: unsaid })
  })

  it('keeps the price that a document stated where it is not that of the price book', async () => {
    const [text] = await select(
      `select r.content #>> '{lines,0,prices,0,price}' as price, encode(r.content_hash, 'hex') as hash, r.published_at from agreements.revision r
       join agreements.agreement a on a.council_id = r.council_id and a.id = r.agreement_id join c on c.council_id = a.council_id where a.reference = 'A-3'`,
      'first',
    )
    expect(text).toMatchObject({ price: '8000000', published_at: new Date('2026-03-01T09:30:00Z') })
    expect(text?.['hash']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('shows progress from reading to applying', async () => {
    const seen: string[] = []
    await load(aPack('watched'), ({ stage: at, file }) => seen.push(`${at} ${file}`))
    expect(seen[0]).toBe('reading pack')
    expect(seen).toContain('checking timetables')
    expect(seen.at(-1)).toBe('applying staff')
  })
})
