import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { matchVisit, paidFor, suggestions, type Candidate, type Placeable } from './match-visit.ts'

const always = { from: localDate('2024-01-01'), until: localDate('9999-12-31') }
const at = (startsAt: string) => ({ ...always, weekday: 1 as const, startsAt, minutes: 30, carers: 1 })

function aCandidate(packageId: string, over: Partial<Candidate> = {}): Candidate {
  return {
    packageId,
    reference: packageId,
    personName: 'Amina Fenn',
    serviceId: 's',
    serviceName: 'Fen Edge',
    contractId: 'k',
    clientRef: 'W-1',
    from: localDate('2025-01-06'),
    until: localDate('9999-12-31'),
    diedOn: null,
    rounding: { mode: 'nearest', increment: 15, capToPlanned: true },
    windowMinutes: 60,
    timetable: [at('08:00')],
    ...over,
  }
}
const visit: Placeable = {
  clientRef: 'W-1',
  day: localDate('2025-03-31'),
  claimedAt: '08:20',
  plannedAt: null,
  plannedMinutes: null,
  logged: 41,
  outcome: 'delivered',
}
const found = (said: Placeable, ...candidates: readonly Candidate[]) => {
  const match = matchVisit(said, candidates)
  return 'why' in match ? match.why : match.candidate.packageId
}

describe('X27 a visit', () => {
  it('is on the package of the person whose planned visit begins nearest, in its dates and window', () => {
    const evening = aCandidate('evening', { timetable: [at('08:50')] })
    expect(found(visit, aCandidate('morning'), evening)).toBe('morning')
    expect(found({ ...visit, claimedAt: '08:40' }, aCandidate('morning'), evening)).toBe('evening')
    expect(found(visit, aCandidate('morning', { clientRef: 'W-2' }))).toBe('no-package')
    expect(found(visit, aCandidate('morning', { until: localDate('2025-03-31') }))).toBe('no-package')
    expect(found({ ...visit, claimedAt: '09:00' }, aCandidate('morning'))).toBe('morning')
    expect(found({ ...visit, claimedAt: '09:01' }, aCandidate('morning'))).toBe('no-time')
    expect(found({ ...visit, day: localDate('2025-04-01') }, aCandidate('morning'))).toBe('no-time')
  })

  it('is rounded and capped by the rule of its day', () => {
    const march = aCandidate('morning', { until: localDate('2025-04-07') })
    const rounding = { mode: 'none', increment: 15, capToPlanned: false } as const
    const april = aCandidate('morning', { from: localDate('2025-04-07'), rounding })
    const paid = (day: string) => {
      const match = matchVisit({ ...visit, day: localDate(day) }, [april, march])
      return 'why' in match ? match.why : paidFor(visit, match.candidate, match.planned)
    }
    expect([paid('2025-03-31'), paid('2025-04-07')]).toEqual([30, 41])
  })

  it('that fits two alike is for a person', () => {
    expect(found(visit, aCandidate('one'), aCandidate('other'))).toBe('several')
  })

  it('goes to a package without a timetable when none with one is nearer', () => {
    const open = aCandidate('open', { timetable: [] })
    expect(found({ ...visit, claimedAt: '15:00' }, open, aCandidate('morning'))).toBe('open')
    expect(found(visit, open, aCandidate('morning'))).toBe('morning')
  })

  it('has suggestions in order of time, of the person alone', () => {
    const late = aCandidate('late', { timetable: [at('17:00')] })
    const list = suggestions(visit, [late, aCandidate('else', { clientRef: 'W-2' }), aCandidate('morning')])
    expect(list.map(({ packageId }) => packageId)).toEqual(['morning', 'late'])
  })

  it('X26 is paid no longer than planned, by the file or by the timetable', () => {
    expect(paidFor(visit, aCandidate('morning'), at('08:00'))).toBe(30)
    expect(paidFor({ ...visit, plannedMinutes: 45 }, aCandidate('morning'), at('08:00'))).toBe(45)
    expect(paidFor(visit, aCandidate('morning'), undefined)).toBe(45)
  })
})
