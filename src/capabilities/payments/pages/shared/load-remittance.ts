import type { Tx } from '../../../../platform/db/tx.ts'
import { getRemittance, getRemittanceShare, listRemittanceLines } from '../../store/remittances.ts'
import type { Shown } from './remittance-words.ts'

/** With the totals of the payment, or for people who see some services only, without. */
export async function loadRemittance(tx: Tx, id: string, { isNarrow }: { readonly isNarrow: boolean }): Promise<Shown> {
  if (isNarrow) {
    const [remittance, lines] = await Promise.all([getRemittanceShare(tx, id), listRemittanceLines(tx, id)])
    return { remittance, totals: undefined, lines }
  }
  const [remittance, lines] = await Promise.all([getRemittance(tx, id), listRemittanceLines(tx, id)])
  return { remittance, totals: remittance, lines }
}
