import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { keyedNumber, seal, type Secrets } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { entryFaults, mayEnter, type BankEntry, type EnterRefusal, type EntryFault } from '../rules/bank.ts'
import { accountNumber, sortCode } from '../rules/numbers.ts'
import { listBankAccounts, recordBankAccount } from '../store/bank.ts'
import { lockOrganisation } from '../store/organisation.ts'
import { tellProvider } from './tell-provider.ts'

type EnterBankAccount = { readonly secrets: Secrets; readonly providerId: string; readonly entry: BankEntry }
type Refusal = EnterRefusal | { readonly code: 'faulty'; readonly faults: readonly EntryFault[] }
/** The mark says which numbers the first sending of a form had, without saying them. */
type Entered = { readonly id: string; readonly mark: number }

/** The first of two people. Whoever was called, on which number, is kept beside the account for the second. */
export async function enterBankAccount(
  work: Work,
  { secrets, providerId, entry }: EnterBankAccount,
): Promise<Outcome<Entered, Refusal>> {
  const { tx, today, now, accountId, actor } = work
  const faults = entryFaults(entry, today)
  const [sort, account] = [sortCode(entry.sortCode), accountNumber(entry.accountNumber)]
  const { calledOn } = entry
  if (faults.length > 0 || sort === undefined || account === undefined || calledOn === undefined)
    return refused({ code: 'faulty', faults })
  await lockOrganisation(tx, providerId)
  const may = mayEnter(await listBankAccounts(tx, providerId), today)
  if (!may.ok) return may

  const id = crypto.randomUUID()
  const { cipher, keyVersion } = seal(secrets, `${sort} ${account}`, bankAccountOwner(tx.councilId, id))
  await recordBankAccount(tx, {
    id,
    providerId,
    accountName: entry.accountName.trim(),
    cipher,
    keyVersion,
    lastFour: account.slice(-4),
    calledName: entry.calledName.trim(),
    calledNumber: entry.calledNumber.trim(),
    numberSource: entry.numberSource.trim(),
    calledOn,
    by: accountId,
    name: actor.name,
    at: now,
  })
  await work.audit(
    'bank-account.entered',
    { type: 'bank-account', id },
    { provider: providerId, lastFour: account.slice(-4) },
  )
  await tellProvider(work, providerId, 'bank-entered')
  return done({ id, mark: markOf(secrets, entry) })
}

/** A sealed account cannot be moved to another row. */
export function bankAccountOwner(councilId: string, id: string): string {
  return `bank-account:${councilId}:${id}`
}

const MARKS = 2 ** 48
export function markOf(secrets: Secrets, entry: Pick<BankEntry, 'sortCode' | 'accountNumber'>): number {
  const digits = [sortCode(entry.sortCode) ?? '', accountNumber(entry.accountNumber) ?? '']
  return keyedNumber(secrets, `bank-entry ${digits.join(' ')}`, MARKS)
}
