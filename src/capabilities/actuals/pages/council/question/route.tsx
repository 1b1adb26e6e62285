import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatDays } from '../../../../../core/format.ts'
import { done, type Outcome } from '../../../../../core/outcome.ts'
import { weekOf } from '../../../../../core/periods.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { KINDS } from '../../../rules/exceptions.ts'
import { getConfirmedWeek } from '../../../store/council.ts'
import { listExceptions } from '../../../store/exceptions.ts'
import { mayReadThread } from '../../../store/thread.ts'
import { askedHeldWeek } from '../../shared/asked-week.ts'
import type { OpenConversation } from '../../shared/later.ts'
import { questionOf } from '../exceptions/words.ts'
import { QuestionPage } from './page.tsx'

const Query = z.object({ kind: z.enum(KINDS).optional() })
const Sent = z.looseObject({ title: z.string().max(50_000).default(''), text: z.string().max(50_000).default('') })
const LONGEST = { title: 200, text: 7_500 }
const address = '/actuals/:packageId/:weekStart/question'

/** A message about one week, begun with what is in question; the week itself stays as it is. */
export function mountQuestion(app: FastifyInstance, web: Web, openConversation: OpenConversation): void {
  const config = { permission: 'conversations.write' } as const
  app.get(address, { config: { ...config, drafts: true } }, (request, reply) => show(web, { request, reply }))

  app.post(address, { config }, async (request, reply) => {
    const { packageId, weekStart } = askedHeldWeek(web, request)
    const sent = web.parse(Sent, request.body)
    const [title, text] = [sent.title.trim(), sent.text.replaceAll('\r\n', '\n').trim()]
    const errors = [...faultsOf('title', title, 'a title'), ...faultsOf('text', text, 'your question')]
    if (errors.length > 0) return show(web, { request, reply }, { values: { title, text }, errors })
    await web.read(request, (tx) => getConfirmedWeek(tx, { packageId, weekStart }))
    const outcome = await web.inWork(request, async (work): Promise<Outcome<string, never>> => {
      const id = await openConversation(work, {
        key: `week-question:${packageId}:${weekStart}:${work.now.toISOString()}`,
        type: 'payments',
        about: { type: 'package', id: packageId },
        title,
        text,
      })
      return done(id)
    })
    web.flash(reply, 'Sent to the provider')
    const isOpen = outcome.ok && (await web.read(request, (tx) => mayReadThread(tx, outcome.value)))
    return reply.redirect(isOpen ? `/council/messages/${outcome.value}` : '/council/messages', 303)
  })
}

function faultsOf(field: 'title' | 'text', said: string, what: string): readonly FieldError[] {
  if (said === '') return [{ field, text: `Enter ${what}` }]
  const most = LONGEST[field]
  return said.length > most ? [{ field, text: `It must be ${most.toLocaleString('en-GB')} characters or fewer` }] : []
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const asked = askedHeldWeek(web, request)
  const { kind } = web.parse(Query, request.query)
  const today = londonToday(web.clock.now())
  const [week, queue] = await web.read(request, async (tx) => {
    const found = await getConfirmedWeek(tx, asked)
    const { weekStart } = asked
    const after = kind === undefined ? undefined : { weekStart, packageId: BEFORE_ALL, kind }
    return [found, await listExceptions(tx, { kind, providerId: found.providerId, after, today })] as const
  })
  const exception = queue.find(
    ({ packageId, weekStart }) => packageId === asked.packageId && weekStart === asked.weekStart,
  )
  const begun = {
    title: `${week.reference}, week of ${formatDays(weekOf(week.weekStart))}`,
    text: questionOf(exception, week),
  }
  const form =
    refused === undefined
      ? web.form(request, (kept) => ({ ...begun, ...kept }))
      : web.form(request, refused.values, refused.errors)
  const action = `/council/actuals/${asked.packageId}/${asked.weekStart}/question`
  return web.html(reply, <QuestionPage view={web.view(request)} {...{ form, week, action }} />, refused ? 422 : 200)
}

/** Comes before every package of its week. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'
