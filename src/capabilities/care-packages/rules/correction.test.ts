import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity, rate } from '../../../core/money.ts'
import { correctedCare } from './changed-care.ts'
import { correctVersions, OWN_LINE } from './correction.ts'
import type { Package, PackageVersion } from './package.ts'

const hours = (count: number) => quantity(BigInt(count) * 30_000n)
const day = localDate
type Row = readonly [version: number, from: string, until: string | null, planned: number, temporary?: boolean]
const version = ([number, from, until, planned, temporary = false]: Row): PackageVersion => ({
  ...{ version: number, from: day(from), until: until === null ? null : day(until), planned: hours(planned) },
  ...{ plannedByDay: null, rateLineId: 'R', cause: 'new', temporary },
})
/** Fourteen hours since January; twenty from 5 to 18 May; then fourteen again. At what lasts. */
const care: Package = {
  ...{ id: 'P', reference: 'P1', ownReference: '', serviceLevel: 'Standard', unit: 'hour', status: 'active' },
  ...{ startsOn: day('2025-01-06'), endsOn: null, endReason: null, recordableFrom: null, currentVersion: 1 },
  provider: { id: 'O', reference: 'S1', name: 'Test Care', status: 'active' },
  service: { id: 'V', reference: 'V1', name: 'At home', sector: 'home-support' },
  contract: { id: 'K', number: 'K1', title: 'Framework', startsOn: day('2024-01-01'), endsOn: null },
  person: {
    ...{ id: 'W', restricted: false, reference: 'W1', nhsNumber: null, givenName: 'Test', familyName: 'Person' },
    ...{ bornOn: null, diedOn: null },
  },
  versions: [
    version([1, '2025-01-06', '2025-05-05', 14]),
    version([2, '2025-05-19', null, 14]),
    version([3, '2025-05-05', '2025-05-19', 20, true]),
  ],
  timetable: [{ version: 1, weekday: 1, startsAt: '09:00', minutes: 60, carers: 1 }],
  rates: [{ rateLineId: 'R', from: day('2024-01-01'), until: null, price: rate(210_000n) }],
  terms: [],
}
const wrong = { planned: null, price: rate(224_000n) }
const plans = (versions: readonly PackageVersion[]) =>
  versions
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, until, rateLineId }) => `${from}/${until ?? ''} ${rateLineId === OWN_LINE ? 'own' : rateLineId}`)

describe('a correction', () => {
  it('of a text that speaks of the whole plan holds from the first day of the plan', () => {
    const { fromOn, after } = correctedCare(care, { ...wrong, fromOn: null })
    expect(fromOn).toBe('2025-01-06')
    expect(plans(after.versions)).toEqual(['2025-01-06/2025-05-05 own', '2025-05-05/2025-05-19 R', '2025-05-19/ own'])
  })

  it('of a text that speaks from a later day holds from that day, and the days before stay as they were', () => {
    const { fromOn, after } = correctedCare(care, { ...wrong, fromOn: day('2025-04-07') })
    expect(fromOn).toBe('2025-04-07')
    expect(plans(after.versions)).toEqual([
      ...['2025-01-06/2025-04-07 R', '2025-04-07/2025-05-05 own'],
      ...['2025-05-05/2025-05-19 R', '2025-05-19/ own'],
    ])
    expect(after.rates.at(-1)).toMatchObject({ rateLineId: OWN_LINE, from: '2025-04-07', until: null })
    expect(after.timetable.map((visit) => visit.version)).toEqual([1, after.currentVersion])
  })

  it('closes the plan where the text begins, and not before the plan or the care does', () => {
    const closed = (fromOn: string, startsOn = care.startsOn) =>
      correctVersions({ ...care, startsOn }, { planned: hours(16), rateLineId: null, fromOn: day(fromOn) })[0]?.closed
    expect(closed('2025-04-07')).toEqual({ version: 1, from: '2025-01-06', until: '2025-04-07' })
    expect(closed('2024-04-01')).toEqual({ version: 1, from: '2025-01-06', until: '2025-01-06' })
    expect(closed('2025-04-07', day('2025-04-14'))?.until).toBe('2025-04-14')
  })
})
