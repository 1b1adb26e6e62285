import { loadRows, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** The payment calendar, staged in pack_calendar. A pack names the last day; a period ends the day after. */
export async function loadPeriods(tx: Tx): Promise<Loaded> {
  return loadRows(tx, {
    target: 'payments.period',
    from: 'pack_calendar s',
    key: ['calendar', 'starts_on'],
    onlyNew: { id: 's.id' },
    columns: {
      calendar: 's.calendar',
      name: 's.name',
      starts_on: 's.starts_on',
      ends_on: 's.ends_on + 1',
      submit_by: 's.submit_by',
      finalise_on: 's.finalise_on',
      paid_on: 's.paid_on',
    },
  })
}
