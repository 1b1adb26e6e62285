import { expect, it } from 'vitest'
import { aFile } from '../../../../platform/spreadsheet/testing/files.ts'
import { openAbacus } from './read-abacus.ts'

const HEADING =
  'FileReference,Description,Created,ProviderRef,ContractNumber,ServiceUserRef,ServiceUserDetails,WeekEnding,OurRef,ServiceUserContribution,PaymentClaimed,ServiceType,VisitDate,StartTimeClaimed,DurationClaimed,ActualStartTime,ActualDuration,SecondaryVisit,NumberOfCarers,TagType'
const LINE =
  'F-1,,2025-04-07T15:02:13,V1,K1,W-1,A Person,06/04/2025,INV-1,,,Home care,31/03/2025,07:30:00,00:30:00,07:32:00,00:28:00,False,1,NFC'

async function visitsOf(content: string) {
  const visits = []
  for await (const block of (await openAbacus(aFile(content, 'abacus'))) ?? []) visits.push(...block)
  return visits
}

const visit = {
  fileReference: 'F-1',
  providerRef: 'V1',
  contractNumber: 'K1',
  serviceUserRef: 'W-1',
  serviceType: 'Home care',
  visitDate: '2025-03-31',
  claimedStart: 450,
  claimedMinutes: 30,
  actualStart: 452,
  actualMinutes: 28,
  secondary: false,
  carers: 1,
  more: { TagType: 'NFC' },
  faults: [],
}

it('reads what was claimed beside what was recorded, and keeps columns it does not know', async () => {
  expect(await visitsOf(`${HEADING}\n${LINE}\n`)).toEqual([{ line: 2, ...visit }])
})

it('reads the XML twin to the same visits', async () => {
  const xml = `<?xml version="1.0"?><File><FileReference>F-1</FileReference><ProviderContract><ProviderRef>V1</ProviderRef><ContractNumber>K1</ContractNumber>
    <ServiceDeliveryHeader><ServiceUserRef>W-1</ServiceUserRef><WeekEnding>06/04/2025</WeekEnding><ServiceType>Home care</ServiceType>
      <HomeCareVisit><VisitDate>31/03/2025</VisitDate><StartTimeClaimed>07:30:00</StartTimeClaimed><DurationClaimed>00:30:00</DurationClaimed>
        <ActualStartTime>07:32:00</ActualStartTime><ActualDuration>00:28:00</ActualDuration><SecondaryVisit>False</SecondaryVisit><TagType>NFC</TagType></HomeCareVisit>
    </ServiceDeliveryHeader></ProviderContract></File>`
  expect(await visitsOf(xml)).toEqual([{ line: 1, ...visit }])
})

it.each([
  ['a length in words', LINE.replace('00:30:00', 'half an hour'), ['R20:DurationClaimed']],
  ['no person', LINE.replace('W-1', ''), ['R02:ServiceUserRef:missing']],
  ['a day that is none', LINE.replace('31/03/2025', '31/02/2025'), ['R04:VisitDate:not-a-date']],
])('says what is wrong with %s', async (_, line, faults) => {
  expect((await visitsOf(`${HEADING}\n${line}`))[0]?.faults).toEqual(faults)
})

it('takes no other file for one, and no entities', async () => {
  expect(await openAbacus(aFile('cpli_id,client_ref\n1,2'))).toBeUndefined()
  await expect(visitsOf('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><File/>')).rejects.toMatchObject({
    code: 'entities',
  })
  await expect(visitsOf('<html><body/></html>')).rejects.toMatchObject({ code: 'not-a-table' })
})
