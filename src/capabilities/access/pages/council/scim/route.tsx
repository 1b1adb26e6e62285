import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { hashToken, newToken, type Access } from '../../../commands/access.ts'
import { endScimToken, makeScimToken, type TokenRefusal } from '../../../commands/scim/tokens.ts'
import { listTokens } from '../../../store/scim/tokens.ts'
import { getConnection } from '../../../store/sign-on/connections.ts'
import { HOME, whose } from '../sign-on/list.tsx'
import { ADDRESS, ConnectionId, managing, seeing, type Exchange } from '../sign-on/route.tsx'
import { lifetimes, ScimPage, TokenPage } from './page.tsx'

const Entry = z.object({ name: z.string().trim().max(5_000).default(''), days: z.string().max(20).default('') })
type Entry = z.infer<typeof Entry>

const words: Readonly<Record<TokenRefusal['code'], string>> = {
  'too-many': 'There are ten tokens already. End one first',
  'not-for-providers': 'Only council staff are added by SCIM',
}

export function mountScimTokens(app: FastifyInstance, web: Web, { origin }: Pick<Access, 'origin'>): void {
  const at = `${ADDRESS}/:id/scim`
  app.get(at, seeing, (request, reply) => show(web, { origin, request, reply }))
  app.post(at, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const entry = web.parse(Entry, request.body)
    const errors = faultsOf(entry)
    if (errors.length > 0) return show(web, { origin, request, reply }, entry, errors)
    const token = newToken()
    const tokenHash = hashToken(token)
    const made = { connectionId: id, name: entry.name, days: Number(entry.days), tokenHash }
    const outcome = await web.inWork(request, (work) => makeScimToken(work, made))
    if (!outcome.ok)
      return show(web, { origin, request, reply }, entry, [{ field: 'name', text: words[outcome.refusal.code] }])
    const isThis = outcome.value === tokenHash.toString('hex')
    return web.html(
      reply,
      <TokenPage view={web.view(request)} at={`${HOME}/${id}`} token={isThis ? token : undefined} />,
    )
  })
  app.post(`${at}/:tokenId/end`, managing, async (request, reply) => {
    const { id, tokenId } = web.params(request, ConnectionId.extend({ tokenId: z.uuid() }))
    await web.inWork(request, (work) => endScimToken(work, { connectionId: id, id: tokenId }))
    web.flash(reply, 'The token works no more')
    return reply.redirect(`${HOME}/${id}/scim`, 303)
  })
}

function faultsOf({ name, days }: Entry): readonly FieldError[] {
  return [
    ...(name === '' ? [{ field: 'name', text: 'Enter a name for the token' }] : []),
    ...(name.length > 60 ? [{ field: 'name', text: 'The name must be 60 characters or fewer' }] : []),
    ...(lifetimes.some(({ value }) => value === days) ? [] : [{ field: 'days', text: 'Select how long it works' }]),
  ]
}

async function show(
  web: Web,
  { origin, request, reply }: Exchange & { readonly origin: string },
  entry: Entry = { name: '', days: '180' },
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, ConnectionId)
  const [connection, tokens] = await web.read(request, (tx) => Promise.all([getConnection(tx, id), listTokens(tx, id)]))
  const page = (
    <ScimPage
      view={web.view(request)}
      form={web.form(request, entry, errors)}
      at={`${HOME}/${id}`}
      base={`${origin}/scim/v2`}
      whose={whose(connection)}
      tokens={tokens}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
