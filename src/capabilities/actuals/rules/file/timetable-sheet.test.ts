import { describe, expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { isSilent, readSheetVisit, readSheetWeek, timetablePlaces, type TimetableColumn } from './timetable-sheet.ts'

const MONDAY = localDate('2025-03-31')
const planned = [
  { day: MONDAY, startsAt: '08:00', endsAt: '08:30', minutes: 30, carers: 1 },
  { day: localDate('2025-04-01'), startsAt: '23:00', endsAt: '07:00', minutes: 480, carers: 1 },
]

function row(line: number, cells: Readonly<Partial<Record<TimetableColumn, string>>>) {
  return readSheetVisit(line, (column) => cells[column] ?? '', 'unknown')
}
const first = { cpli_id: 'CP-1', visit_date: '2025-03-31', planned_start: '08:00' }
const second = { cpli_id: 'CP-1', visit_date: '2025-04-01', planned_start: '23:00:00' }
const week = (...rows: readonly Readonly<Partial<Record<TimetableColumn, string>>>[]) =>
  readSheetWeek(
    rows.map((cells, place) => row(place + 2, cells)),
    planned,
    MONDAY,
  )

describe('the sheet of a timetable', () => {
  it('is known by its heading, and that of logged visits is another', () => {
    const heading = ['CPLI_ID', ' visit_date', 'planned_start', 'status']
    expect(timetablePlaces(heading)?.get('visit_date')).toBe(1)
    expect(timetablePlaces([...heading, 'visit_ref'])).toBeUndefined()
    expect(timetablePlaces(['cpli_id', 'week_start', 'status'])).toBeUndefined()
  })

  it('says nothing where nobody typed', () => {
    expect(isSilent(row(2, first))).toBe(true)
    expect(isSilent(row(2, { ...first, carers: '2' }))).toBe(false)
  })

  it('takes the plan for whatever is not told', () => {
    const read = week({ ...first, status: 'Delivered', actual_end: '08:45' }, { ...second, status: 'FRUSTRATED' })
    expect(read).toMatchObject({
      visits: [
        { outcome: 'delivered', startsAt: '08:00', endsAt: '08:45', carers: 1 },
        { outcome: 'frustrated', startsAt: '23:00', endsAt: '07:00' },
      ],
    })
  })

  const whole = [
    { ...first, status: 'delivered' },
    { ...second, status: 'delivered' },
  ]
  const extra = { cpli_id: 'CP-1', visit_date: '2025-04-02', status: 'extra' }
  it.each([
    ['the planned visit that nobody said', whole.slice(0, 1), 'R47:unsaid:2025-04-01 23.00'],
    [
      'a visit that was not planned',
      [...whole, { ...first, planned_start: '09:00', status: 'missed' }],
      'R47:no-such-visit:4',
    ],
    ['a planned visit said twice', [...whole, { ...first, status: 'missed' }], 'R47:named-twice:4'],
    ['an added visit without its times', [...whole, extra], 'R47:incomplete:4'],
    [
      'an added visit of another week',
      [...whole, { ...extra, actual_date: '2025-04-09', actual_start: '8:00', actual_end: '9:00' }],
      'R47:other-week:4',
    ],
    ['five carers', [{ ...first, status: 'delivered', carers: '5' }, ...whole.slice(1)], 'R47:carers:2'],
    ['no status', [{ ...first, carers: '1' }, ...whole.slice(1)], 'R47:status:2'],
  ])('names %s', (_, rows, fault) => {
    expect(week(...rows)).toEqual({ faults: [fault] })
  })
})
