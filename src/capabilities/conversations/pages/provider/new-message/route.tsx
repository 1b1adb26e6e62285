import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { startConversation, type StartRefusal } from '../../../commands/start-conversation.ts'
import { LONGEST_TITLE } from '../../../rules/acts.ts'
import { faultsOf, relatedOf, type NewMessageFault } from '../../../rules/new-message.ts'
import type { SubjectRef } from '../../../rules/subject.ts'
import { listMessageTypes } from '../../../store/message-types.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { getSubject } from '../../../store/subjects.ts'
import { chooseAgain } from '../../shared/attachment-field.tsx'
import { attachmentRule } from '../../shared/attachment-rule.ts'
import { textWords } from '../../shared/words.ts'
import { askedSubject, carriedSubject, NewMessageForm } from './asked-subject.ts'
import { NewMessagePage } from './page.tsx'

const writing = { config: { permission: 'conversations.write' } } as const
const sending = { config: { permission: 'conversations.write', upload: attachmentRule } } as const

const faultWords: Readonly<Record<NewMessageFault, FieldError>> = {
  'type-missing': { field: 'type', text: 'Select what kind of message it is' },
  'related-missing': { field: 'related', text: 'Select what it is about' },
  'service-missing': { field: 'serviceId', text: 'Select the service' },
  'reference-missing': { field: 'packageReference', text: 'Enter the package reference' },
  'title-missing': { field: 'title', text: 'Enter a title' },
  'title-too-long': { field: 'title', text: `The title must be ${String(LONGEST_TITLE)} characters or fewer` },
  'nothing-written': { field: 'text', text: textWords['nothing-written'] },
  'too-long': { field: 'text', text: textWords['too-long'] },
}

const refusalWords: Readonly<Record<StartRefusal['code'], FieldError>> = {
  'unknown-type': { field: 'type', text: 'The council no longer has this kind of message. Select another' },
  'no-such-package': {
    field: 'packageReference',
    text: 'You have no package with this reference. Check it and enter it again',
  },
  'whole-organisation': {
    field: 'related',
    text: 'Select a service or a package: your access does not cover the whole organisation',
  },
  restricted: {
    field: 'related',
    text: 'This is about a restricted person whom you may not know. Open the person under Restricted people and say why you need to, then write',
  },
}

export function mountNewMessage(app: FastifyInstance, web: Web): void {
  app.get('/messages/new', { config: { ...writing.config, drafts: true } }, (request, reply) => {
    const { subject, ...begun } = askedSubject(request.query)
    const related = subject === undefined ? '' : 'subject'
    return show(web, request, reply, { subject, values: { ...begun, related }, errors: [] })
  })

  app.post('/messages', sending, async (request, reply) => {
    const sent = web.parse(NewMessageForm, request.body)
    const { type, title, text } = sent
    const subject = carriedSubject(sent)
    const again = (errors: readonly FieldError[]) =>
      show(web, request, reply, { subject, values: typedIn(sent), errors })
    const uploads = web.uploads(request, 'files')
    const faults = faultsOf(sent)
    if (faults.length + uploads.faults.length > 0)
      return again([...faults.map((fault) => faultWords[fault]), ...uploads.faults, ...chooseAgain(uploads)])

    const message = {
      type,
      related: relatedOf(sent, subject),
      title: title.trim(),
      text: text.replaceAll('\r\n', '\n').trim(),
      files: uploads.files,
    }
    const outcome = await web.inWork(request, (work) => startConversation(work, message))
    if (!outcome.ok) return again([refusalWords[outcome.refusal.code], ...chooseAgain(uploads)])
    web.flash(reply, 'Message sent')
    return reply.redirect(`/provider/messages/${outcome.value}`, 303)
  })
}

type Sent = ReturnType<typeof NewMessageForm.parse>

function typedIn({ type, related, serviceId, packageReference, title, text }: Sent) {
  return { type, related, serviceId, packageReference, title, text }
}

type Shown = {
  readonly subject: SubjectRef | undefined
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { subject, values, errors }: Shown) {
  const { scope } = web.visitor(request)
  const [types, services, found] = await web.read(request, (tx) =>
    Promise.all([
      listMessageTypes(tx),
      listServicesToChoose(tx, { providerId: tx.providerId }),
      subject === undefined ? undefined : getSubject(tx, { providerId: tx.providerId }, subject),
    ]),
  )
  return web.html(
    reply,
    <NewMessagePage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      types={types}
      services={services}
      subject={found}
      subjectFrom={subject?.type === 'payment-line' ? subject.from : ''}
      wholeOrganisation={scope.role === 'portal_provider'}
    />,
    errors.length > 0 ? 422 : 200,
  )
}
