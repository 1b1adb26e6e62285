import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { askToJoin } from '../../../commands/joining.ts'
import { LONGEST_NOTE, type JoinRefusal } from '../../../rules/joining.ts'
import { listGranters } from '../../../store/granters.ts'
import { findByName, listOwnJoins } from '../../../store/joining.ts'
import { JoiningPage } from './page.tsx'

const Query = z.object({ organisation: z.string().trim().max(300).default('') })
const Form = z.object({
  organisation: z.string().trim().max(300),
  providerId: z.uuid(),
  approverId: z.uuid().optional(),
  note: z.string().max(20_000).default(''),
})
const config = { permission: 'signed-in' } as const

const wording = {
  'note-missing': { field: 'note', text: 'Enter what you will do there' },
  'not-an-approver': { field: 'approverId', text: 'Select somebody else: this person no longer looks after people' },
  'asked-already': {
    field: 'approverId',
    text: 'You have asked already, and are told when it is answered. After three days you can remind them here',
  },
  'here-already': { field: 'organisation', text: 'You work for this organisation already: choose it under My account' },
  'no-such-organisation': { field: 'organisation', text: 'This organisation has ended' },
} satisfies Record<JoinRefusal['code'], FieldError>

export function mountJoining(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/account/joining', { config: { ...config, drafts: true } }, (request, reply) => {
    const { organisation } = web.parse(Query, request.query)
    return show(web, access, { request, reply }, { organisation, values: {}, errors: [] })
  })
  app.post('/account/joining', { config }, async (request, reply) => {
    const { organisation, providerId, approverId, note } = web.parse(Form, request.body)
    askerOf(web, request)
    const again = (fault: FieldError) =>
      show(
        web,
        access,
        { request, reply },
        {
          organisation,
          values: { note, approverId: approverId ?? '' },
          errors: [fault],
        },
      )
    if (approverId === undefined) return again({ field: 'approverId', text: 'Select who there knows you' })
    if (note.length > LONGEST_NOTE)
      return again({ field: 'note', text: 'What you will do must be 2,000 characters or fewer' })
    const outcome = await web.inWork(request, (work) => askToJoin(work, { providerId, approverId, note }))
    if (!outcome.ok) return again(wording[outcome.refusal.code])
    web.flash(reply, 'Asked. You are told when it is answered')
    return reply.redirect('/account/joining', 303)
  })
}

/** Staff of a council join a provider by nobody's leave but the council's, and who acts for one is not there for good. */
function askerOf(web: Web, request: FastifyRequest) {
  const { accountId, scope, acting } = web.visitor(request)
  if (scope.role === 'portal_council' || acting !== undefined) throw new NotFound('page')
  return { accountId, councilId: scope.councilId }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = {
  readonly organisation: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, access: Access, { request, reply }: Exchange, shown: Shown): Promise<FastifyReply> {
  const { organisation, values, errors } = shown
  const { accountId, councilId } = askerOf(web, request)
  const today = londonToday(web.clock.now())
  const [asked, found] = await access.db.read({ role: 'portal_gate', accountId }, async (tx) => {
    const named = organisation === '' ? undefined : await findByName(tx, { councilId, name: organisation })
    const approvers = named && (await listGranters(tx, { councilId, providerId: named.id, today }))
    return [
      await listOwnJoins(tx, { councilId, accountId }),
      named && { ...named, approvers: approvers ?? [] },
    ] as const
  })
  const missing =
    organisation !== '' && found === undefined
      ? [{ field: 'organisation', text: 'No organisation of this council has this name. Enter it in full' }]
      : []
  const faults = [...errors, ...missing]
  const page = (
    <JoiningPage
      asked={asked}
      found={found}
      searched={organisation}
      form={web.form(request, values, faults)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, faults.length === 0 ? 200 : 422)
}
