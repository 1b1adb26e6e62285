import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aStage, providerActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { aTimetable } from '../../testing/timetable.ts'
import { anUpload, uploadAsItIs } from '../../testing/uploads.ts'
import { clientOf, fileVisits, keptVisits } from '../../testing/visits.ts'
import { saveUpload } from './save-upload.ts'

let stage: Stage
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
})
afterAll(() => stage.strike())
beforeEach(async () => {
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id, { rule: { recording: 'visits' } })
  care = await aTimetable(stage, provider)
})

const reference = () => provider.id.slice(0, 8)
const columns =
  'FileReference,ProviderRef,ContractNumber,ServiceUserRef,WeekEnding,VisitDate,StartTimeClaimed,DurationClaimed,ActualStartTime,ActualDuration,SecondaryVisit,TagType'
const row = (over: { by?: string; day?: string; second?: string; file?: string } = {}) =>
  `${over.file ?? 'F-1'},${over.by ?? reference()},K${reference()},${clientOf(care)},06/04/2025,${over.day ?? '31/03/2025'},08:00:00,00:30:00,08:02:00,00:28:00,${over.second ?? 'False'},NFC`
const abacus = (...rows: readonly string[]) => [columns, ...rows].join('\r\n')
const save = async (uploadId: string) => {
  const { head } = await uploadAsItIs(stage, provider, uploadId)
  return stage.work.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId, version: head.row_version, confirmed: [], reason: '' }),
  )
}

it('takes a service delivery file, keeps what it does not know, and what was claimed beside what was logged', async () => {
  const { uploadId, head } = await anUpload(
    stage,
    provider,
    abacus(row(), row({ second: 'True' }), row({ day: '01/04/2025' })),
  )
  expect(head).toMatchObject({ kind: 'visits', layout: 'abacus', reference: 'F-1', rows_new: 3 })
  const rows = await fileVisits(stage, provider, uploadId)
  expect(rows[0]).toMatchObject({
    state: 'allocated',
    paid_minutes: 30,
    more: { FileReference: 'F-1', TagType: 'NFC', WeekEnding: '06/04/2025' },
  })
  await save(uploadId)
  const day = `${clientOf(care)}/2025-03-31/08:00`
  expect((await keptVisits(stage, provider)).map((visit) => visit.reference)).toEqual([
    `${day}/1`,
    `${day}/2`,
    `${clientOf(care)}/2025-04-01/08:00/1`,
  ])
  const again = await anUpload(stage, provider, abacus(row()))
  expect(again.head).toMatchObject({ state: 'refused', file_code: 'F04' })
})

it('refuses a service delivery file for somebody else, wherever in it that is said', async () => {
  expect((await anUpload(stage, provider, abacus(row({ by: 'V-other' })))).head).toMatchObject({ file_code: 'F05' })
  expect((await anUpload(stage, provider, abacus(row(), row({ by: 'V-other' })))).head).toMatchObject({
    file_code: 'F05',
  })
})

it('takes the XML twin to the same visits', async () => {
  const xml = `<?xml version="1.0"?><File><FileReference>F-9</FileReference><ProviderContract><ProviderRef>${reference()}</ProviderRef>
    <ServiceDeliveryHeader><ServiceUserRef>${clientOf(care)}</ServiceUserRef>
      <HomeCareVisit><VisitDate>31/03/2025</VisitDate><StartTimeClaimed>08:00:00</StartTimeClaimed><DurationClaimed>00:30:00</DurationClaimed><TagType>NFC</TagType></HomeCareVisit>
      <HomeCareVisit><VisitDate>01/04/2025</VisitDate><StartTimeClaimed>08:00:00</StartTimeClaimed><DurationClaimed>00:30:00</DurationClaimed></HomeCareVisit>
    </ServiceDeliveryHeader></ProviderContract></File>`
  const { head, uploadId } = await anUpload(stage, provider, xml, { name: 'visits.xml', kind: 'text' })
  expect(head).toMatchObject({ format: 'xml', layout: 'abacus', rows_new: 2 })
  expect((await fileVisits(stage, provider, uploadId))[0]).toMatchObject({ more: { TagType: 'NFC' }, paid_minutes: 30 })
})

it('takes JSON, of visits and of weeks', async () => {
  const visits = [
    {
      visit_ref: 'J',
      client_ref: clientOf(care),
      visit_date: '2025-03-31',
      claimed_start: '08:00',
      claimed_minutes: 30,
    },
  ]
  const sent = (rows: unknown, by = provider) =>
    anUpload(stage, by, JSON.stringify(rows), { name: 'a.json', kind: 'text' })
  expect((await sent(visits)).head).toMatchObject({ format: 'json', kind: 'visits', rows_new: 1 })
  const weekly = await aProvider(stage.build, provider.councilId)
  const other = await aPackage(stage.build, weekly)
  const week = {
    cpli_id: other.reference,
    client_ref: `W-${other.personId.slice(0, 8)}`,
    week_start: '2025-03-31',
    actual: 14,
  }
  const records = [week, { ...week, week_start: '2025-03-24', actual: null }]
  const { head, rows } = await sent({ file_reference: 'J-1', rows: records }, weekly)
  expect(head).toMatchObject({ kind: 'weeks', reference: 'J-1', rows_read: 2 })
  expect(rows.map(({ outcome, codes }) => codes ?? outcome)).toEqual(['new', 'blank'])
})

it.each([
  ['JSON that ends in the middle', '[{"visit_ref":"J"', 'F01', 'damaged'],
  ['JSON of something deeper', '[{"visit_ref":{"a":1}}]', 'F01', 'damaged'],
  ['XML with entities', '<!DOCTYPE a [<!ENTITY x "y">]><File><a>&x;</a></File>', 'F01', 'entities'],
  ['XML that ends in the middle', '<File><HomeCareVisit><VisitDate>', 'F01', 'damaged'],
])('refuses %s', async (_, content, code, why) => {
  const { head } = await anUpload(stage, provider, content, { name: 'a.json', kind: 'text' })
  expect(head).toMatchObject({ state: 'refused', file_code: code, file_facts: { why } })
})
