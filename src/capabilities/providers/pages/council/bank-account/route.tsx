import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { cancelBankAccount } from '../../../commands/cancel-bank-account.ts'
import { decideBankAccount } from '../../../commands/decide-bank-account.ts'
import { coolingOffDays, standingOf, type CancelRefusal, type DecideBankRefusal } from '../../../rules/bank.ts'
import { LONGEST_NOTE } from '../../../rules/change.ts'
import { listBankAccounts } from '../../../store/bank.ts'
import { getOrganisation } from '../../../store/organisation.ts'
import { findSetting } from '../../../store/settings.ts'
import { BankAccountPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const OneAccount = z.object({ id: z.uuid(), accountId: z.uuid() })
const Version = z.coerce.number().int().positive()
const Decision = z.object({
  version: Version,
  kind: z.enum(['approve', 'refuse']).optional(),
  reason: z.string().max(20_000).default(''),
})
const Cancellation = z.object({ version: Version, cancelReason: z.string().max(20_000).default('') })

const moved = {
  'changed-since': {
    field: 'main-content',
    text: 'This account changed while you had it open. It is shown as it is now: look at it again',
  },
  'not-waiting': { field: 'main-content', text: 'Somebody decided about this account in the meantime' },
}
const decideWords = {
  ...moved,
  'same-person': { field: 'main-content', text: 'You entered this account, so somebody else has to approve it' },
  'reason-missing': { field: 'reason', text: 'Enter why you refuse it' },
} satisfies Record<DecideBankRefusal['code'], FieldError>
const cancelWords = {
  ...moved,
  'in-force-already': {
    field: 'main-content',
    text: 'This account is in force already. Enter the right account to replace it',
  },
  'reason-missing': { field: 'cancelReason', text: 'Enter why you stop this change' },
} satisfies Record<CancelRefusal['code'], FieldError>

export function mountBankAccount(app: FastifyInstance, web: Web): void {
  const seeing = { permission: 'organisation.view', drafts: true } as const
  app.get('/organisations/:id/bank-account', { config: seeing }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [] }),
  )
  const config = { permission: 'organisation.decide' } as const
  const binding = { ...config, stepUp: 'decide about a bank account' }
  app.post('/organisations/:id/bank-account/:accountId/decision', { config: binding }, (request, reply) =>
    decide(web, { request, reply }),
  )
  app.post('/organisations/:id/bank-account/:accountId/cancellation', { config }, (request, reply) =>
    cancel(web, { request, reply }),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function decide(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id, accountId } = web.params(request, OneAccount)
  const { version, kind, reason } = web.parse(Decision, request.body)
  const values = { kind: kind ?? '', reason }
  const faults: FieldError[] = [
    ...(kind === undefined ? [{ field: 'kind', text: 'Select whether you approve this account' }] : []),
    ...(reason.length > LONGEST_NOTE ? [{ field: 'reason', text: 'Why must be 2,000 characters or fewer' }] : []),
  ]
  if (kind === undefined || faults.length > 0) return show(web, { request, reply }, { values, errors: faults })
  const decision = kind === 'approve' ? { kind } : { kind, reason }
  const outcome = await web.inWork(request, (work) =>
    decideBankAccount(work, { providerId: id, accountId, shownVersion: version, decision }),
  )
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [decideWords[outcome.refusal.code]] })
  web.flash(reply, outcome.value.status === 'approved' ? 'Approved. It is cooling off now' : 'Refused')
  return reply.redirect(`/council/organisations/${id}/bank-account`, 303)
}

async function cancel(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id, accountId } = web.params(request, OneAccount)
  const { version, cancelReason: reason } = web.parse(Cancellation, request.body)
  const values = { cancelReason: reason }
  if (reason.length > LONGEST_NOTE) {
    const errors = [{ field: 'cancelReason', text: 'Why you stop it must be 2,000 characters or fewer' }]
    return show(web, { request, reply }, { values, errors })
  }
  const outcome = await web.inWork(request, (work) =>
    cancelBankAccount(work, { providerId: id, accountId, shownVersion: version, reason }),
  )
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [cancelWords[outcome.refusal.code]] })
  web.flash(reply, 'The change was stopped')
  return reply.redirect(`/council/organisations/${id}/bank-account`, 303)
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const [organisation, accounts, days] = await web.read(request, (tx) =>
    Promise.all([
      getOrganisation(tx, id),
      listBankAccounts(tx, id),
      findSetting(tx, 'organisation.bank-cooling-off-days', today),
    ]),
  )
  const page = (
    <BankAccountPage
      organisation={organisation}
      accounts={accounts.map((account) => ({ ...account, standing: standingOf(account, accounts, today) }))}
      mayDecide={web.may(request, 'organisation.decide')}
      accountId={web.visitor(request).accountId}
      coolingOffDays={coolingOffDays(days)}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
