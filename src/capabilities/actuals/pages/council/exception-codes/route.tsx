import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { offerExceptionCode, stopExceptionCode } from '../../../commands/exception-codes.ts'
import type { CodeRefusal } from '../../../rules/exception-code.ts'
import { listExceptionCodes } from '../../../store/exception-codes.ts'
import { mountEnding } from '../../shared/dated-list.tsx'
import { dayTyped, textsIn, type Values } from '../../shared/typed-day.ts'
import { EndExceptionCodePage, ExceptionCodesPage } from './page.tsx'

const Params = z.object({ code: z.string().min(1).max(40) })
const view = { config: { permission: 'actuals.view', drafts: true } } as const
const decide = { config: { permission: 'actuals.decide' } } as const
const LIST = '/council/actuals/exception-codes'

const words = {
  'code-missing': { field: 'code', text: 'Enter the code' },
  'code-long': { field: 'code', text: 'The code must be 40 characters or fewer' },
  'words-missing': { field: 'label', text: 'Enter what the code means' },
  'words-long': { field: 'label', text: 'What the code means must be 100 characters or fewer' },
  taken: { field: 'code', text: 'There is or was a code of these letters already. Use another' },
  'too-many': { field: 'code', text: 'There are 100 codes already. End one first' },
} satisfies Record<CodeRefusal['code'], FieldError>

export function mountExceptionCodes(app: FastifyInstance, web: Web): void {
  app.get('/actuals/exception-codes', view, (request, reply) => show(web, { request, reply }))

  app.post('/actuals/exception-codes', decide, async (request, reply) => {
    const typed = textsIn(request.body)
    const { code = '', label = '' } = typed
    const from = dayTyped(typed, 'from', 'the first day')
    if (!from.ok) {
      const missing = code.trim() === '' ? [words['code-missing']] : []
      return show(web, { request, reply }, { typed, errors: [...missing, from.refusal] })
    }
    const outcome = await web.inWork(request, (work) => offerExceptionCode(work, { code, label, startsOn: from.value }))
    if (!outcome.ok) return show(web, { request, reply }, { typed, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'Exception code added')
    return reply.redirect(LIST, 303)
  })

  mountEnding(app, web, {
    ...{ path: '/actuals/exception-codes', params: Params, what: 'exception code' },
    ...{ list: listExceptionCodes, stop: stopExceptionCode },
    words: (code) => ({
      field: 'end-day',
      text: code === 'ended' ? 'It has been ended already' : 'The day must not be before the first day of the code',
    }),
    page: (shown) => <EndExceptionCodePage {...shown} />,
    said: 'Exception code ended',
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Refused = { readonly typed: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, refused?: Refused): Promise<FastifyReply> {
  const codes = await web.read(request, listExceptionCodes)
  const page = (
    <ExceptionCodesPage
      view={web.view(request)}
      form={web.form(request, refused?.typed ?? {}, refused?.errors ?? [])}
      codes={codes}
      mayDecide={web.may(request, 'actuals.decide')}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}
