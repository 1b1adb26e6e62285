import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { decideContract } from '../../../commands/propose-contract.ts'
import { getContractProposal } from '../../../store/contract-proposals.ts'
import { decideWords, DecisionForm, decisionTyped } from '../../shared/decision.ts'
import type { Values } from '../../shared/typed.ts'
import { ContractProposalPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const numberTaken = { field: 'main-content', text: 'Another contract took this number in the meantime. Refuse it' }

export function mountContractProposal(app: FastifyInstance, web: Web): void {
  app.get('/contract-proposals/:id', { config: { permission: 'prices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [] }),
  )
  const config = { permission: 'prices.approve', stepUp: 'approve a contract' } as const
  app.post('/contract-proposals/:id/decision', { config }, (request, reply) => decide(web, { request, reply }))
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = { readonly values: Values; readonly errors: readonly FieldError[] }

async function decide(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const typed = web.parse(DecisionForm, request.body)
  const values = { kind: typed.kind ?? '', note: typed.note }
  const decision = decisionTyped(typed)
  if (!('kind' in decision)) return show(web, { request, reply }, { values, errors: decision })
  const outcome = await web.inWork(request, (work) =>
    decideContract(work, { proposalId: id, shownVersion: typed.version, decision }),
  )
  if (!outcome.ok) {
    const { code } = outcome.refusal
    return show(
      web,
      { request, reply },
      { values, errors: [code === 'number-taken' ? numberTaken : decideWords[code]] },
    )
  }
  const { status, contractId } = outcome.value
  web.flash(reply, status === 'approved' ? 'Approved. Say its prices, line by line' : 'Not changed')
  const to =
    status === 'approved' && contractId !== null ? `/council/contracts/${contractId}` : '/council/price-changes'
  return reply.redirect(to, 303)
}

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const proposal = await web.read(request, (tx) => getContractProposal(tx, id))
  const page = (
    <ContractProposalPage
      proposal={proposal}
      mayApprove={web.may(request, 'prices.approve')}
      accountId={web.visitor(request).accountId}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
