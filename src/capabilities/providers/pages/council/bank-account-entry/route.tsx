import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Secrets } from '../../../../../platform/secrets.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { KeyReused } from '../../../../../platform/work.ts'
import { enterBankAccount, markOf } from '../../../commands/enter-bank-account.ts'
import { entryFaults, type BankBox, type BankEntry, type EnterRefusal, type EntryFault } from '../../../rules/bank.ts'
import { dayTyped } from '../../../rules/values.ts'
import { getOrganisation } from '../../../store/organisation.ts'
import { dateBoxes } from '../../shared/words.ts'
import { BankAccountEntryPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Box = z.string().max(2_000).default('')
const Form = z.object({
  accountName: Box,
  sortCode: Box,
  accountNumber: Box,
  calledName: Box,
  calledNumber: Box,
  numberSource: Box,
  'calledOn-day': Box,
  'calledOn-month': Box,
  'calledOn-year': Box,
})

const NAMES: Readonly<Record<BankBox, string>> = {
  sortCode: 'sort code',
  accountNumber: 'account number',
  accountName: 'name on the account',
  calledName: 'name of whom you spoke to',
  calledNumber: 'number that you called',
  numberSource: 'place where you had the number from',
  calledOn: 'day on which you called',
}
const MALFORMED: Readonly<Partial<Record<BankBox, string>>> = {
  sortCode: 'Enter a sort code of 6 digits, like 309430',
  accountNumber: 'Enter an account number of 8 digits, with noughts in front where it is shorter',
  calledOn: 'Enter the day on which you called as a real date, like 27 3 2026',
}
const refusalWords = {
  'already-waiting': { field: 'main-content', text: 'Another account waits for a second person already' },
  'still-cooling-off': {
    field: 'main-content',
    text: 'Another account is cooling off. Stop that change first, or wait until it is in force',
  },
} satisfies Record<EnterRefusal['code'], FieldError>

export function mountBankAccountEntry(app: FastifyInstance, web: Web, secrets: Secrets): void {
  const config = { permission: 'organisation.decide' } as const
  app.get('/organisations/:id/bank-account/new', { config: { ...config, drafts: true } }, (request, reply) => {
    const values = dateBoxes('calledOn', londonToday(web.clock.now()))
    return show(web, { request, reply }, { values, errors: [] })
  })
  const binding = { ...config, stepUp: 'enter a bank account' }
  app.post('/organisations/:id/bank-account/new', { config: binding }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const values = web.parse(Form, request.body)
    const entry: BankEntry = { ...values, calledOn: parseLocalDate(dayTyped(values, 'calledOn')) }
    const errors = entryFaults(entry, londonToday(web.clock.now())).map(faultWords)
    if (errors.length > 0) return show(web, { request, reply }, { values, errors })
    const outcome = await web.inWork(request, (work) => enterBankAccount(work, { secrets, providerId: id, entry }))
    if (!outcome.ok) {
      const { refusal } = outcome
      const faults = refusal.code === 'faulty' ? refusal.faults.map(faultWords) : [refusalWords[refusal.code]]
      return show(web, { request, reply }, { values, errors: faults })
    }
    // The numbers are no part of what is kept of a form, so a form sent again with others is told apart here.
    if (outcome.value.mark !== markOf(secrets, entry)) throw new KeyReused()
    web.flash(reply, 'Sent to a second person. The provider is told')
    return reply.redirect(`/council/organisations/${id}/bank-account`, 303)
  })
}

function faultWords({ box, code }: EntryFault): FieldError {
  const field = box === 'calledOn' ? 'calledOn-day' : box
  const what = NAMES[box]
  switch (code) {
    case 'missing':
      return { field, text: `Enter the ${what}` }
    case 'malformed':
      return { field, text: MALFORMED[box] ?? `Enter the ${what}` }
    case 'too-long':
      return { field, text: `The ${what} is too long` }
    case 'in-future':
      return { field, text: `The ${what} must be today or in the past` }
  }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const organisation = await web.read(request, (tx) => getOrganisation(tx, id))
  const form = web.form(request, values, errors)
  const page = <BankAccountEntryPage organisation={organisation} form={form} view={web.view(request)} />
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
