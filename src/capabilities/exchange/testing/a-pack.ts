import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The text of each file of a pack, by the file's name without '.csv'. */
export type PackText = Readonly<Record<string, string>>

/** One company, one contract, two people with a package each: home care with a timetable, and a residential stay. */
export function aPack(code: string, over: PackText = {}): PackText {
  const company = `S-${code}`
  return {
    pack: `version,council_code,name,short_name,made_on,as_of,agreement_word,agreement_abbreviation,week_starts_on
1,${code},Council of ${code},${code},2026-11-21,2026-11-21,Individual service order,ISO,1
`,
    settings: 'key,value,starts_on,ends_on\ntolerance-percent,10,2025-04-01,\n',
    calendar: `calendar,name,starts_on,ends_on,submit_by,finalise_on,paid_on
main,Period 1,2026-10-26,2026-11-22,2026-11-24T17:00,2026-11-27,2026-12-02
main,Period 2,2026-11-23,2026-12-20,2026-12-22T17:00,2026-12-29,2027-01-06
`,
    organisations: `supplier_ref,legal_name,trading_name,status\n${company},"Fenland, Home & Care Limited",Fenland Care,active\n`,
    services: `service_ref,supplier_ref,name,sector
SV-1,${company},Fenland at home,home-support
SV-2,${company},Fenland House,residential
`,
    contracts: `contract_number,supplier_ref,title,kind,calendar,starts_on,ends_on\nK-1,${company},Framework,framework,main,2024-04-01,\n`,
    'contract-services': 'contract_number,service_ref\nK-1,SV-1\nK-1,SV-2\n',
    'contract-rules': `contract_number,starts_on,ends_on,payment_terms,paid_by,recording
K-1,2024-04-01,2025-03-31,actual,invoice,weekly
K-1,2025-04-01,,planned,invoice,weekly
`,
    'rate-lines': `rate_ref,contract_number,service_level,unit
R-1,K-1,Home care,hour
R-2,K-1,Residential care,week
`,
    rates: `rate_ref,starts_on,ends_on,price
R-1,2024-04-01,2026-03-31,22.4000
R-1,2026-04-01,,23.6
R-2,2024-04-01,,826
`,
    people: `person_ref,nhs_number,given_name,family_name,born_on
P-1,999 000 0018,Edith,Marsham,1938-05-17
P-2,,Walter,O'Neill,
`,
    packages: `cpli_ref,person_ref,contract_number,service_ref,service_level,unit,status,starts_on,ends_on
C-1,P-1,K-1,SV-1,Home care,hour,active,2026-02-02,
C-2,P-2,K-1,SV-2,Residential care,week,active,2026-03-05,
`,
    'package-versions': `cpli_ref,starts_on,planned,planned_by_day,rate_ref,cause
C-1,2026-02-02,,,R-1,new
C-1,2026-06-01,7,1 1 1 1 1 1 1,R-1,social-work-decision
C-2,2026-03-05,1,,R-2,new
`,
    timetables: `cpli_ref,starts_on,weekday,starts_at,minutes,carers
C-1,2026-02-02,1,08:00,20,2
C-1,2026-02-02,3,08:00,45,
`,
    agreements: `agreement_ref,person_ref,contract_number,service_ref,status,cause,starts_on,published_at,answered_at,answered_by
A-1,P-1,K-1,SV-1,superseded,new,2026-02-02,2026-01-26T09:30,2026-01-28T14:05,Joan Catchpole
A-2,P-1,K-1,SV-1,agreed,social-work-decision,2026-06-01,2026-05-26T09:30,2026-05-28T14:05,Joan Catchpole
A-3,P-2,K-1,SV-2,published,new,2026-03-05,2026-03-01T09:30,,
`,
    'agreement-lines': `agreement_ref,cpli_ref,plan_starts_on,stated_price
A-1,C-1,2026-02-02,
A-2,C-1,2026-06-01,
A-3,C-2,2026-03-05,800.0000
`,
    actuals: `cpli_ref,week_starts_on,status,planned,frustrated,missed,extra,visits,comment,confirmed_at
C-1,2026-11-09,confirmed,7,1,,0.5,7,Not in on Monday,2026-11-16T10:12
`,
    users: `email,name,supplier_ref,job_title
Joan.Catchpole@${code}.example,Joan Catchpole,${company},Manager
tom.bilney@${code}.example,Tom Bilney,,Brokerage
`,
    grants: `email,supplier_ref,scope,contract_number,service_ref,role,mode,ends_on
joan.catchpole@${code}.example,${company},organisation,,,full,edit,
joan.catchpole@${code}.example,${company},service,,SV-2,finance,read-only,2027-03-31
`,
    staff: `email,role\ntom.bilney@${code}.example,brokerage\n`,
    ...over,
  }
}

export type PackFolder = {
  /** Writes a pack into a folder of its own. */
  readonly write: (files: Readonly<Record<string, string | Buffer>>) => Promise<string>
  readonly remove: () => Promise<void>
}

export async function aPackFolder(): Promise<PackFolder> {
  const root = await mkdtemp(join(tmpdir(), 'packs-'))
  let count = 0
  return {
    write: async (files) => {
      count += 1
      const dir = join(root, String(count))
      await mkdir(dir)
      for (const [name, text] of Object.entries(files)) await writeFile(join(dir, `${name}.csv`), text)
      return dir
    },
    remove: () => rm(root, { recursive: true, force: true }),
  }
}
