import type { Work } from '../../../platform/work.ts'
import { openAccounts, postLines, postRemittances, sumsOfRun, type RunSums } from '../store.ts'

/**
 * Enters a run that is being released: the cost of every line, then what each provider is paid, with what is kept back
 * or carried. Answers what the books now say of it, for the caller to compare with the bank's total.
 */
export async function postRun({ tx, today }: Work, runId: string): Promise<RunSums> {
  await openAccounts(tx, runId)
  await postLines(tx, runId, today)
  await postRemittances(tx, runId, today)
  return sumsOfRun(tx, runId)
}
