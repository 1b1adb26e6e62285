import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { proposeContract } from '../../../commands/propose-contract.ts'
import type { ProposeContractRefusal } from '../../../rules/contract-proposal.ts'
import { listContractChoices, listServiceIds, listServicesOf } from '../../../store/contract-proposals.ts'
import { getContract, type Contract } from '../../../store/price-book.ts'
import type { Values } from '../../shared/typed.ts'
import { ChooseProviderPage, ContractFormPage } from './page.tsx'
import { ContractForm, contractTyped, valuesOf } from './typed.ts'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ provider: z.uuid().optional() })

const WORDS = {
  'number-taken': { field: 'number', text: 'Another contract has this number. Enter one of its own' },
  'ends-before-start': { field: 'ends-day', text: 'The last day must be the first day or after it' },
  'unknown-calendar': { field: 'calendar', text: 'Select one of the payment calendars' },
  'no-services': { field: 'services', text: 'Select services of this provider' },
  'block-missing': { field: 'blockWeekly', text: 'Enter how much a block contract buys a week' },
  'not-a-block': {
    field: 'kind',
    text: 'Only a block contract buys in advance. Select block, or leave its boxes empty',
  },
  'block-outside': { field: 'block-day', text: 'The day must be within the contract' },
  'reason-missing': { field: 'reason', text: 'Enter why' },
  'already-waiting': {
    field: 'main-content',
    text: 'Somebody said a change of this contract already. It waits for a second person',
  },
} satisfies Record<ProposeContractRefusal['code'], FieldError>

export function mountContractForm(app: FastifyInstance, web: Web): void {
  const drafts = { permission: 'prices.change', drafts: true } as const
  app.get('/contracts/new', { config: drafts }, async (request, reply) => {
    const { provider } = web.parse(Query, request.query)
    if (provider !== undefined) return show(web, { request, reply }, { provider, values: {}, errors: [] })
    const { providers } = await web.read(request, listContractChoices)
    return web.html(reply, <ChooseProviderPage providers={providers} view={web.view(request)} />)
  })
  app.post('/contracts', { config: { permission: 'prices.change' } }, (request, reply) =>
    send(web, { request, reply }, null),
  )
  app.get('/contracts/:id/changes', { config: drafts }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [contract, services] = await web.read(request, (tx) =>
      Promise.all([getContract(tx, id), listServiceIds(tx, id)]),
    )
    const values = { ...asTyped(contract), services: services.join(' ') }
    return show(web, { request, reply }, { provider: contract.providerId, contract, values, errors: [] })
  })
  app.post('/contracts/:id/changes', { config: { permission: 'prices.change' } }, (request, reply) =>
    send(web, { request, reply }, web.params(request, Params).id),
  )
}

function asTyped({ title, kind, endsOn }: Contract): Values {
  const [year = '', month = '', day = ''] = (endsOn ?? '').split('-')
  return { title, kind, 'ends-day': day, 'ends-month': month, 'ends-year': year }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function send(web: Web, { request, reply }: Exchange, contractId: string | null): Promise<FastifyReply> {
  const sent = web.parse(ContractForm, request.body)
  const values = valuesOf(sent)
  const contract = contractId === null ? undefined : await web.read(request, (tx) => getContract(tx, contractId))
  const shown = { provider: contract?.providerId ?? sent.provider, contract, values }
  const typed = contractTyped(sent, contractId)
  if ('errors' in typed) return show(web, { request, reply }, { ...shown, errors: typed.errors })
  const outcome = await web.inWork(request, (work) => proposeContract(work, typed.said))
  if (!outcome.ok) return show(web, { request, reply }, { ...shown, errors: [WORDS[outcome.refusal.code]] })
  web.flash(reply, 'Sent to a second person')
  return reply.redirect(`/council/contract-proposals/${outcome.value}`, 303)
}

type Shown = {
  readonly provider: string
  readonly contract?: Contract | undefined
  readonly values: Values
  readonly errors: readonly FieldError[]
}

async function show(web: Web, { request, reply }: Exchange, shown: Shown): Promise<FastifyReply> {
  const { provider, contract, values, errors } = shown
  const [{ providers, calendars }, services] = await web.read(request, (tx) =>
    Promise.all([listContractChoices(tx), listServicesOf(tx, provider)]),
  )
  const named =
    providers.find(({ id }) => id === provider) ?? (contract && { id: provider, name: contract.providerName })
  if (named === undefined) throw new NotFound('provider')
  const page = (
    <ContractFormPage
      {...{ services, calendars, contract }}
      provider={named}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
