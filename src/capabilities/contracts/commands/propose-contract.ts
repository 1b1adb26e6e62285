import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeContract, type ProposeContractRefusal } from '../rules/contract-proposal.ts'
import { decideChange, type DecideRefusal, type Decision } from '../rules/price-change.ts'
import { insertContract, recordCommitment, recordServices, updateContract } from '../store/apply-contract.ts'
import {
  listCommitments,
  listContractChoices,
  listServicesOf,
  lockContractProposal,
  recordContractDecision,
  recordContractProposal,
  type ContractProposal,
  type NewProposal,
} from '../store/contract-proposals.ts'
import { getContract } from '../store/price-book.ts'
import { findContractByNumber } from '../store/uplifts.ts'
import { tellApprovers, tellProviderOfChange } from './tell-of-changes.ts'

/** The first of two people: nothing of it holds yet. */
export async function proposeContract(work: Work, said: NewProposal): Promise<Outcome<string, ProposeContractRefusal>> {
  const { tx, accountId, actor, now } = work
  const whole = await withKept(work, said)
  const [{ calendars }, services, taken, commitments] = await Promise.all([
    listContractChoices(tx),
    listServicesOf(tx, whole.providerId),
    findContractByNumber(tx, whole.number),
    whole.contractId === null ? [] : listCommitments(tx, whole.contractId),
  ])
  const judged = judgeContract(
    { ...whole, hasBlock: whole.block !== null, blockFrom: whole.block?.from ?? null },
    {
      isNew: whole.contractId === null,
      numberTaken: taken !== undefined,
      hasCommitment: commitments.length > 0,
      calendars,
      serviceIds: services.map(({ id }) => id),
    },
  )
  if (!judged.ok) return judged
  const id = await recordContractProposal(tx, whole, { by: accountId, name: actor.name, at: now })
  if (id === undefined) return refused({ code: 'already-waiting' })
  const { number, kind, reason } = whole
  await work.audit('contract.proposed', { type: 'contract-proposal', id }, { number, kind, reason })
  await tellApprovers(work, { what: 'contract', id, href: `/council/contract-proposals/${id}` })
  return done(id)
}

/** Provider, number, calendar and first day of a contract that is there stay what they are. */
async function withKept(work: Work, said: NewProposal): Promise<NewProposal> {
  if (said.contractId === null) return said
  const { providerId, number, calendar, startsOn } = await getContract(work.tx, said.contractId)
  return { ...said, providerId, number, calendar, startsOn, terms: null }
}

export type DecideContract = { readonly proposalId: string; readonly shownVersion: number; readonly decision: Decision }
export type DecideContractRefusal = DecideRefusal | { readonly code: 'number-taken' }
type Decided = { readonly status: string; readonly contractId: string | null }

/** The second of two people: the contract with its services, its first rule and what it buys, or nothing. */
export async function decideContract(
  work: Work,
  { proposalId, shownVersion, decision }: DecideContract,
): Promise<Outcome<Decided, DecideContractRefusal>> {
  const { tx, accountId, actor, now } = work
  const proposal = await lockContractProposal(tx, proposalId)
  const decided = decideChange(proposal, decision, { by: accountId, shownVersion })
  if (!decided.ok) return decided
  const status = decided.value
  const contractId = status === 'approved' ? await apply(work, proposal) : proposal.contractId
  if (contractId === undefined) return refused({ code: 'number-taken' })
  const note = decision.note.trim()
  await recordContractDecision(tx, proposalId, { status, note, contractId, by: accountId, name: actor.name, at: now })
  await work.audit(
    `contract.${status}`,
    { type: 'contract-proposal', id: proposalId },
    { number: proposal.number, note },
  )
  if (status === 'approved' && contractId !== null) {
    const { providerId } = proposal
    await tellProviderOfChange(work, { what: 'contract', id: proposalId, contractId, providerId })
  }
  return done({ status, contractId })
}

async function apply({ tx }: Work, { id, contractId, block }: ContractProposal): Promise<string | undefined> {
  if (contractId !== null) await updateContract(tx, id)
  const applied = contractId ?? (await insertContract(tx, id))
  if (applied === undefined) return undefined
  await recordServices(tx, id, applied)
  if (block !== null) await recordCommitment(tx, id, applied)
  return applied
}
