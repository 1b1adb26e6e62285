import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { reopenConversation } from '../../../commands/reopen-conversation.ts'
import { replyToConversation } from '../../../commands/reply-to-conversation.ts'
import { listPlaced } from '../../../store/about-people.ts'
import { getConversation } from '../../../store/conversations.ts'
import { listAttachments, listOpenings } from '../../../store/attachments.ts'
import { listMessages } from '../../../store/messages.ts'
import { chooseAgain, shownErrors } from '../../shared/attachment-field.tsx'
import { attachmentRule } from '../../shared/attachment-rule.ts'
import { reopenWords, replyWords } from '../../shared/words.ts'
import { noteLooks } from '../../shared/looks.ts'
import { MessagePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ text: z.string().default('') })
const seeing = { config: { permission: 'conversations.view', drafts: true } } as const
const writing = { config: { permission: 'conversations.write' } } as const
const answering = { config: { permission: 'conversations.write', upload: attachmentRule } } as const

export function mountMessage(app: FastifyInstance, web: Web): void {
  app.get('/messages/:id', seeing, (request, reply) => show(web, request, reply))

  app.post('/messages/:id/replies', answering, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { text } = web.parse(Form, request.body)
    const sent = web.uploads(request, 'files')
    if (sent.faults.length > 0) return show(web, request, reply, { text, errors: sent.faults })
    const { files } = sent
    const outcome = await web.inWork(request, (work) => replyToConversation(work, { conversationId: id, text, files }))
    if (!outcome.ok)
      return show(web, request, reply, {
        text,
        errors: [{ field: 'text', text: replyWords[outcome.refusal.code] }, ...chooseAgain(sent)],
      })
    web.flash(reply, 'Reply sent')
    return reply.redirect(`/provider/messages/${id}`, 303)
  })

  app.post('/messages/:id/reopening', writing, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { text } = web.parse(Form, request.body)
    const outcome = await web.inWork(request, (work) => reopenConversation(work, { conversationId: id, text }))
    if (!outcome.ok)
      return show(web, request, reply, { text, errors: [{ field: 'text', text: reopenWords[outcome.refusal.code] }] })
    web.flash(reply, 'Conversation reopened')
    return reply.redirect(`/provider/messages/${id}`, 303)
  })
}

type Refused = { readonly text: string; readonly errors: readonly FieldError[] }

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, refused?: Refused): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const [conversation, messages, attachments, openings, placed] = await web.read(request, (tx) => {
    const reach = { providerId: tx.providerId }
    return Promise.all([
      getConversation(tx, reach, id),
      listMessages(tx, reach, id),
      listAttachments(tx, reach, id),
      listOpenings(tx, reach, id),
      listPlaced(tx, reach, id),
    ])
  })
  await noteLooks(web, request, conversation)
  const form =
    refused === undefined
      ? web.form(request)
      : web.form(request, { text: refused.text }, shownErrors(refused.errors, conversation.state))
  return web.html(
    reply,
    <MessagePage
      view={web.view(request)}
      form={form}
      conversation={conversation}
      messages={messages}
      placed={placed}
      files={{ attachments, openings, address: `/provider/messages/${id}/files` }}
      today={londonToday(web.clock.now())}
      mayWrite={web.may(request, 'conversations.write')}
    />,
    refused === undefined ? 200 : 422,
  )
}
