import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../start/verify/audit.ts'
import { verifyLedger, type Verdict } from '../start/verify/ledger.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { fillTwoCouncils } from './testing/two-councils.ts'

let stage: Stage
let owner: Client
beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  await fillTwoCouncils(stage)
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await stage.strike()
})

/** Each test tampers with the rows as their owner could, and leaves them as they were. */
beforeEach(async () => {
  await owner.query('begin')
})
afterEach(async () => {
  await owner.query('rollback')
})

const broken = (verdicts: readonly Verdict[]): string[] => verdicts.flatMap(({ faults }) => faults)

describe('the books', () => {
  it('tie after the history of two councils', async () => {
    const { rows } = await owner.query(`select from payments.run where status = 'released'`)
    expect(rows.length).toBeGreaterThan(1)
    expect(broken(await verifyLedger(owner))).toEqual([])
  })
  it.each([
    ['a transfer’s amount', `update ledger.transfer set amount_pence = amount_pence + 1 where cause = 'payment-line'`],
    ['a transfer’s account', `update ledger.transfer set credit = 'contributions' where cause = 'payment-line'`],
    [
      'a payment line',
      `update payments.payment_line set amount_pence = amount_pence + 100 where run_id is not null and kind <> 'nursing'`,
    ],
    ['a line taken out of its run', `update payments.payment_line set run_id = null where run_id is not null`],
    [
      'a remittance',
      `update payments.remittance set lines_pence = lines_pence + 1, paid_pence = paid_pence + 1 where paid_pence > 0`,
    ],
    [
      'a run’s total',
      `update payments.run set total_pence = total_pence + 1, paid_pence = paid_pence + 1 where status = 'released'`,
    ],
    [
      'a run that is no longer released',
      `update payments.run set status = 'prepared', released_by = null, released_at = null
      where id = (select id from payments.run where status = 'released' limit 1)`,
    ],
  ])('no longer tie when somebody changed %s', async (_what, tampering) => {
    const { rowCount } = await owner.query(tampering)
    expect(rowCount).toBeGreaterThan(0)
    expect(broken(await verifyLedger(owner))).not.toEqual([])
  })
})

describe('the log', () => {
  it('is whole after the history of two councils', async () => {
    const verdicts = await verifyAudit(owner)
    expect(verdicts.map(({ promise }) => promise.replace(/\d+/, 'N'))).toEqual([
      'the log of gloucestershire is whole: N entries',
      'the log of norfolk is whole: N entries',
    ])
    expect(broken(verdicts)).toEqual([])
  })
  const ofNorfolk = `council_id = (select council_id from platform.council where code = 'norfolk')`
  it.each([
    [
      'an entry was changed',
      `update platform.audit_entry set details = '{"a":1}' where seq = 3 and ${ofNorfolk}`,
      /^entry 3 /,
    ],
    [
      'its author was changed',
      `update platform.audit_entry set account_id = uuidv7() where seq = 2 and ${ofNorfolk}`,
      /^entry 2 /,
    ],
    [
      'where it was done from was changed',
      `update platform.audit_entry set address = '192.0.2.1' where seq = 2 and ${ofNorfolk}`,
      /^entry 2 /,
    ],
    [
      'an entry was removed',
      `delete from platform.audit_entry where seq = 4 and ${ofNorfolk}`,
      /^an entry is missing or doubled before 5 /,
    ],
    [
      'the last entries were removed',
      `delete from platform.audit_entry where seq > 5 and ${ofNorfolk}`,
      /^the last entry is 5, and the head says \d+$/,
    ],
  ])('names the first place that does not fit when %s', async (_what, tampering, place) => {
    const { rowCount } = await owner.query(tampering)
    expect(rowCount).toBeGreaterThan(0)
    expect(broken(await verifyAudit(owner))).toEqual([expect.stringMatching(place)])
  })
})
