import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Outcome } from '../../../../../core/outcome.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { closeConversation } from '../../../commands/close-conversation.ts'
import { handOverConversation } from '../../../commands/hand-over-conversation.ts'
import { noteOnConversation } from '../../../commands/note-on-conversation.ts'
import { placeOnPerson } from '../../../commands/place-on-person.ts'
import { replyToConversation } from '../../../commands/reply-to-conversation.ts'
import { OUTCOMES, TEAMS } from '../../../rules/conversation.ts'
import { listPlaced } from '../../../store/about-people.ts'
import { getConversation, type ConversationRow } from '../../../store/conversations.ts'
import { listAttachments, listOpenings } from '../../../store/attachments.ts'
import { listMessages, listNotes } from '../../../store/messages.ts'
import { chooseAgain, shownErrors } from '../../shared/attachment-field.tsx'
import { attachmentRule } from '../../shared/attachment-rule.ts'
import { noteLooks } from '../../shared/looks.ts'
import { CouncilMessagePage } from './page.tsx'
import { closeWords, handOverWords, noteWords, placeWords, replyWords } from './words.ts'

const Params = z.object({ id: z.uuid() })
const text = z.string().default('')
const ReplyBody = z.object({ text })
const CloseBody = z.object({
  outcome: z.enum(OUTCOMES).optional(),
  explanation: text,
  shownMessages: z.coerce.number().int().positive(),
})
const HandOverBody = z.object({ team: z.enum(TEAMS).optional(), shownTeam: z.enum(TEAMS), note: text })
const NoteBody = z.object({ internalNote: text })
const PlaceBody = z.object({ 'person-reference': text })

const seeing = { config: { permission: 'conversations.view', drafts: true } } as const
const writing = { config: { permission: 'conversations.write' } } as const
const answering = { config: { permission: 'conversations.write', upload: attachmentRule } } as const
const everyone = { providerId: undefined }

export function mountCouncilMessage(app: FastifyInstance, web: Web): void {
  app.get('/messages/:id', seeing, (request, reply) => show(web, request, reply))

  app.post('/messages/:id/replies', answering, async (request, reply) => {
    const { id: conversationId } = web.params(request, Params)
    const sent = web.parse(ReplyBody, request.body)
    const uploads = web.uploads(request, 'files')
    if (uploads.faults.length > 0) return show(web, request, reply, { values: sent, errors: uploads.faults })
    const answered = { conversationId, ...sent, files: uploads.files }
    const outcome = await web.inWork(request, (work) => replyToConversation(work, answered))
    const more = chooseAgain(uploads)
    return answer(web, request, reply, { outcome, said: 'Reply sent', values: sent, words: replyWords, more })
  })
  app.post('/messages/:id/closing', writing, async (request, reply) => {
    const { id: conversationId } = web.params(request, Params)
    const sent = web.parse(CloseBody, request.body)
    const closing = { ...sent, outcome: sent.outcome, conversationId }
    const outcome = await web.inWork(request, (work) => closeConversation(work, closing))
    const values = { outcome: sent.outcome ?? '', explanation: sent.explanation }
    return answer(web, request, reply, { outcome, said: 'Conversation closed', values, words: closeWords })
  })
  app.post('/messages/:id/hand-over', writing, async (request, reply) => {
    const { id: conversationId } = web.params(request, Params)
    const sent = web.parse(HandOverBody, request.body)
    const wanted = { ...sent, team: sent.team, conversationId }
    const outcome = await web.inWork(request, (work) => handOverConversation(work, wanted))
    const values = { team: sent.team ?? '', note: sent.note }
    return answer(web, request, reply, { outcome, said: 'Conversation handed over', values, words: handOverWords })
  })
  app.post('/messages/:id/notes', writing, async (request, reply) => {
    const { id: conversationId } = web.params(request, Params)
    const sent = web.parse(NoteBody, request.body)
    const note = { conversationId, text: sent.internalNote }
    const outcome = await web.inWork(request, (work) => noteOnConversation(work, note))
    return answer(web, request, reply, { outcome, said: 'Note saved', values: sent, words: noteWords })
  })
  app.post('/messages/:id/people', writing, async (request, reply) => {
    const { id: conversationId } = web.params(request, Params)
    const sent = web.parse(PlaceBody, request.body)
    const placing = { conversationId, reference: sent['person-reference'] }
    const outcome = await web.inWork(request, (work) => placeOnPerson(work, placing))
    if (!outcome.ok) return show(web, request, reply, { values: sent, errors: [placeWords[outcome.refusal.code]] })
    const { open } = outcome.value
    web.flash(
      reply,
      open ? 'Person added' : 'Person added. They are restricted: you cannot read the conversation any more',
    )
    return reply.redirect(open ? `/council/messages/${conversationId}` : '/council/messages', 303)
  })
}

type Answered<C extends string> = {
  readonly outcome: Outcome<string, { readonly code: C }>
  readonly said: string
  readonly values: Readonly<Record<string, string>>
  readonly words: Readonly<Record<C, FieldError>>
  readonly more?: readonly FieldError[]
}

async function answer<C extends string>(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { outcome, said, values, words, more = [] }: Answered<C>,
): Promise<FastifyReply> {
  if (!outcome.ok) return show(web, request, reply, { values, errors: [words[outcome.refusal.code], ...more] })
  web.flash(reply, said)
  return reply.redirect(`/council/messages/${outcome.value}`, 303)
}

type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const [conversation, messages, attachments, openings, notes, placed] = await web.read(request, (tx) =>
    Promise.all([
      getConversation(tx, everyone, id),
      listMessages(tx, everyone, id),
      listAttachments(tx, everyone, id),
      listOpenings(tx, everyone, id),
      listNotes(tx, id),
      listPlaced(tx, everyone, id),
    ]),
  )
  await noteLooks(web, request, conversation)
  return web.html(
    reply,
    <CouncilMessagePage
      view={web.view(request)}
      form={
        refused === undefined
          ? web.form(request)
          : web.form(request, kept(conversation, refused), shownErrors(refused.errors, conversation.state))
      }
      conversation={conversation}
      messages={messages}
      files={{ attachments, openings, address: `/council/messages/${id}/files` }}
      notes={notes}
      placed={placed}
      today={londonToday(web.clock.now())}
      mayWrite={web.may(request, 'conversations.write')}
    />,
    refused === undefined ? 200 : 422,
  )
}

/** A closed conversation has no form for what was typed, except the one for notes. */
function kept({ state }: ConversationRow, { values }: Refused): Refused['values'] {
  if (state !== 'closed') return values
  const { 'person-reference': reference = '' } = values
  return {
    'person-reference': reference,
    internalNote: values['text'] ?? values['explanation'] ?? values['note'] ?? values['internalNote'] ?? '',
  }
}
