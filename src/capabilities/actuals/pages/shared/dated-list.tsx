import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { z } from 'zod'
import type { LocalDate } from '../../../../core/dates.ts'
import { NotFound } from '../../../../core/errors.ts'
import { formatDay } from '../../../../core/format.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { FieldError, FormView } from '../../../../platform/web/forms.tsx'
import type { ViewContext } from '../../../../platform/web/view-context.ts'
import type { Web } from '../../../../platform/web/web.ts'
import type { Work } from '../../../../platform/work.ts'
import { dayTyped, textsIn, type Values } from './typed-day.ts'

/** Something of a list of the council: it counts from a day on, and until another once it is ended. */
type Dated = {
  readonly code: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly addedName: string
  readonly endedName: string | null
}

interface EndLinkProps {
  /** Of the list. */
  readonly address: string
  readonly entry: Dated
  readonly name: string
  readonly mayDecide: boolean
}

export function EndLink({ address, entry: { code, endsOn }, name, mayDecide }: EndLinkProps) {
  if (!mayDecide || endsOn !== null) return null
  return (
    <a class="govuk-link" href={`${address}/${encodeURIComponent(code)}/end`}>
      End it<span class="govuk-visually-hidden">: {name}</span>
    </a>
  )
}

/** From when and until when, and by whom. */
export function daysOf({ startsOn, endsOn, addedName, endedName }: Dated): readonly [string, string] {
  return [
    `${formatDay(startsOn)}, ${addedName}`,
    endsOn === null ? 'In use' : `${formatDay(endsOn)}, ${endedName ?? ''}`,
  ]
}

type Shown<Entry> = { readonly view: ViewContext; readonly form: FormView; readonly entry: Entry }
type Ending<Entry, Code extends string> = {
  /** Of the list, below the face. */
  readonly path: string
  readonly params: z.ZodType<{ code: string }>
  readonly what: string
  readonly list: (tx: Tx) => Promise<readonly Entry[]>
  readonly stop: (
    work: Work,
    input: { readonly code: string; readonly endsOn: LocalDate },
  ) => Promise<Outcome<LocalDate, { readonly code: Code }>>
  readonly words: (code: Code) => FieldError
  readonly page: (shown: Shown<Entry>) => VNode
  readonly said: string
}
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Values; readonly errors: readonly FieldError[] }

/** The page on which one of them is ended, and the act. */
export function mountEnding<Entry extends Dated, Code extends string>(
  app: FastifyInstance,
  web: Web,
  ending: Ending<Entry, Code>,
): void {
  const { path, params, what, list, stop, words, page, said } = ending
  const config = { permission: 'actuals.decide' } as const
  const show = async ({ request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> => {
    const { code } = web.params(request, params)
    const entry = (await web.read(request, list)).find((one) => one.code === code)
    if (entry === undefined) throw new NotFound(what)
    const form = web.form(request, refused?.typed ?? {}, refused?.errors ?? [])
    return web.html(reply, page({ view: web.view(request), form, entry }), refused ? 422 : 200)
  }
  app.get(`${path}/:code/end`, { config: { ...config, drafts: true } }, (request, reply) => show({ request, reply }))
  app.post(`${path}/:code/end`, { config }, async (request, reply) => {
    const { code } = web.params(request, params)
    const typed = textsIn(request.body)
    const day = dayTyped(typed, 'end', 'the day')
    if (!day.ok) return show({ request, reply }, { typed, errors: [day.refusal] })
    const outcome = await web.inWork(request, (work) => stop(work, { code, endsOn: day.value }))
    if (!outcome.ok) return show({ request, reply }, { typed, errors: [words(outcome.refusal.code)] })
    web.flash(reply, said)
    return reply.redirect(`/council${path}`, 303)
  })
}
