import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import type { PackReport } from '../rules/report.ts'
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

function touched({ files }: PackReport): string[] {
  return files.flatMap(({ file, added, changed, removed }) =>
    added + changed + removed === 0 ? [] : [`${file} +${String(added)} ~${String(changed)} -${String(removed)}`],
  )
}

function edited(pack: PackText, file: string, from: string, to: string): PackText {
  const text = (pack[file] ?? '').replace(from, to)
  expect(text).not.toBe(pack[file])
  return { ...pack, [file]: text }
}

async function select(text: string, code: string) {
  return rowsOf(stage, `with c as (select council_id from platform.council where code = '${code}') ${text}`)
}

describe('importing again', () => {
  it('changes nothing when the pack is the same', async () => {
    expect(touched(await load(aPack('again')))).toHaveLength(20)
    const fingerprint = () =>
      select(
        `select (select array_agg(p.xmin::text || p.row_version order by p.id) from care_packages.package p where p.council_id = c.council_id) as packages,
          (select array_agg(v.xmin::text order by v.package_id, v.version) from care_packages.package_version v where v.council_id = c.council_id) as plans,
          (select array_agg(t.xmin::text order by t.package_id, t.weekday) from care_packages.timetable_entry t where t.council_id = c.council_id) as visits,
          (select array_agg(r.xmin::text order by r.valid, r.price) from contracts.rate r where r.council_id = c.council_id) as rates,
          (select array_agg(w.xmin::text order by w.week_start) from actuals.week w where w.council_id = c.council_id) as weeks,
          (select array_agg(g.xmin::text order by g.id) from access.access_grant g where g.council_id = c.council_id) as grants
        from c`,
        'again',
      )
    const before = await fingerprint()
    expect(touched(await load(aPack('again')))).toEqual([])
    expect(await fingerprint()).toEqual(before)
  })

  it.each([
    ['a name', 'people', 'Edith', 'Ada', ['people +0 ~1 -0']],
    ['the end of a package', 'packages', '2026-03-05,\n', '2026-03-05,2026-11-30\n', ['packages +0 ~1 -0']],
    ['a price', 'rates', ',23.6\n', ',23.9\n', ['rates +0 ~1 -0']],
    [
      'the day from which a price holds',
      'rates',
      '2026-03-31,22.4000\nR-1,2026-04-01',
      '2026-04-02,22.4000\nR-1,2026-04-03',
      ['rates +0 ~2 -0'],
    ],
    ['a rule', 'contract-rules', 'planned,', 'actual,', ['contract-rules +0 ~1 -0']],
    ['a visit', 'timetables', '45,', '60,', ['package-versions +0 ~1 -0', 'timetables +0 ~1 -0']],
    [
      'the days of a visit',
      'timetables',
      '2026-02-02,3',
      '2026-02-02,4',
      ['package-versions +0 ~1 -0', 'timetables +1 ~0 -1'],
    ],
    [
      'a plan from a new day',
      'package-versions',
      'C-2,2026-03-05,1,,R-2,new\n',
      'C-2,2026-03-05,1,,R-2,new\nC-2,2026-07-01,1,,R-2,correction\n',
      ['package-versions +1 ~1 -0'],
    ],
    ['a week', 'actuals', ',0.5,7', ',0.75,7', ['actuals +0 ~1 -0']],
    ['a reading right', 'grants', 'finance,read-only', 'finance,edit', ['grants +0 ~1 -0']],
    ['a setting', 'settings', ',10,', ',12.5,', ['settings +0 ~1 -0']],
    ['a cut-off', 'calendar', '2026-11-24T17:00', '2026-11-24T18:00', ['calendar +0 ~1 -0']],
  ])('puts right what changed and only that: %s', async (name, ...[file, from, to, expected]) => {
    const code = `c${String(name.length)}${name.replace(/[^a-z]/g, '')}`.slice(0, 30)
    const pack = aPack(code)
    await load(pack)
    expect(touched(await load(edited(pack, file, from, to)))).toEqual(expected)
    expect(touched(await load(edited(pack, file, from, to)))).toEqual([])
  })

  it('numbers a plan from a new day after the others and makes it the current one', async () => {
    const pack = aPack('plans')
    await load(pack)
    await load(edited(pack, 'package-versions', 'C-1,2026-06-01', 'C-1,2026-04-01,3.5,,R-1,correction\nC-1,2026-06-01'))
    expect(
      await select(
        `select v.version, v.valid::text, p.current_version from care_packages.package_version v join care_packages.package p using (council_id)
         join c using (council_id) where p.id = v.package_id and p.reference = 'C-1' order by v.version`,
        'plans',
      ),
    ).toEqual([
      { version: 1, valid: '[2026-02-02,2026-04-01)', current_version: 2 },
      { version: 2, valid: '[2026-06-01,)', current_version: 2 },
      { version: 3, valid: '[2026-04-01,2026-06-01)', current_version: 2 },
    ])
  })

  it('leaves alone what people have answered and recorded in the portal since', async () => {
    const pack = aPack('since')
    await load(pack)
    const council = "(select council_id from platform.council where code = 'since')"
    await rowsOf(
      stage,
      `update agreements.agreement set status = 'agreed' where council_id = ${council} and reference = 'A-3'`,
    )
    await rowsOf(stage, `update actuals.week set source = 'screen', version = 2 where council_id = ${council}`)
    await rowsOf(
      stage,
      `update care_packages.package set own_reference = 'OURS-' || reference where council_id = ${council}`,
    )
    expect(touched(await load(edited(pack, 'actuals', ',0.5,7', ',0.75,7')))).toEqual([])
  })

  it('publishes the next revision when an agreement covers another plan', async () => {
    const pack = aPack('revised')
    await load(pack)
    const report = await load(edited(pack, 'agreement-lines', 'A-2,C-1,2026-06-01', 'A-2,C-1,2026-02-02'))
    expect(touched(report)).toEqual(['agreements +0 ~1 -0', 'agreement-lines +0 ~1 -0'])
    expect(
      await select(
        `select r.revision, a.revision as current, s.kind from agreements.revision r join c using (council_id)
         join agreements.agreement a on a.council_id = r.council_id and a.id = r.agreement_id
         left join agreements.response s on s.council_id = r.council_id and s.agreement_id = r.agreement_id and s.revision = r.revision
         where a.reference = 'A-2' order by r.revision`,
        'revised',
      ),
    ).toEqual([
      { revision: 1, current: 2, kind: 'agreed' },
      { revision: 2, current: 2, kind: 'agreed' },
    ])
  })

  it.each(['reading packages', 'checking rates', 'applying timetables', 'applying staff'])(
    'leaves nothing of a load that ended while %s, and can be started again',
    async (moment) => {
      const code = `ended-${moment.replace(' ', '-')}`
      const fall = ({ stage: at, file }: ImportProgress) => {
        if (`${at} ${file}` === moment) throw new Error('the power failed')
      }
      await expect(load(aPack(code), fall)).rejects.toThrow('the power failed')
      expect(await select('select from c', code)).toEqual([])
      expect(await rowsOf(stage, `select from access.account where email like '%@${code}.example'`)).toEqual([])
      expect(touched(await load(aPack(code)))).toHaveLength(20)
    },
  )

  it('lets two loads of one council that start together do it once', async () => {
    const reports = await Promise.all([load(aPack('together')), load(aPack('together'))])
    expect(reports.map(({ status }) => status)).toEqual(['applied', 'applied'])
    expect(reports.map((report) => touched(report).length).toSorted((a, b) => a - b)).toEqual([0, 20])
  })

  it('gives a person of two councils one account, and changes neither name nor password of it', async () => {
    await load(aPack('left'))
    await rowsOf(
      stage,
      "update access.account set status = 'active', password_hash = 'kept' where email = 'joan.catchpole@left.example'",
    )
    const right = aPack(
      'right',
      Object.fromEntries(
        Object.entries(aPack('right')).map(([file, text]) => [
          file,
          text.replaceAll('@right.example', '@left.example'),
        ]),
      ),
    )
    await load(edited(right, 'users', 'Joan Catchpole', 'Joan M. Catchpole'))
    expect(
      await rowsOf(
        stage,
        `select a.name, a.status, a.password_hash, array_agg(m.name order by m.name) as places from access.account a join access.membership m on m.account_id = a.id
         where a.email = 'joan.catchpole@left.example' group by a.id`,
      ),
    ).toEqual([
      {
        name: 'Joan Catchpole',
        status: 'active',
        password_hash: 'kept',
        places: ['Joan Catchpole', 'Joan M. Catchpole'],
      },
    ])
  })
})
