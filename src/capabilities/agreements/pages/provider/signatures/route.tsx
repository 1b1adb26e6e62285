import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { meantBy } from '../../../commands/offer.ts'
import { listPaidPackages } from '../../../commands/paid-packages.ts'
import { signAgreements } from '../../../commands/sign-agreements.ts'
import { readContent } from '../../../rules/content.ts'
import { STATEMENTS_FOR_MANY } from '../../../rules/evidence.ts'
import { findPause } from '../../../store/pause.ts'
import { listPlans } from '../../../store/plans.ts'
import { findOwnSigning, listSigned } from '../../../store/signing.ts'
import { listToSign, type ToSign } from '../../../store/to-sign.ts'
import { differencesFromPackage } from '../../shared/load.ts'
import { loadNext } from '../next-waiting.tsx'
import { REFUSAL_WORDS } from '../refusal-words.ts'
import { faultsOf, SignatureFields, statementsOf, valuesOf } from '../signature/signature.ts'
import { SignaturesPage, SignedPage } from './page.tsx'

/** As many as one list shows. */
const MOST = 50
const ids = z
  .union([z.uuid(), z.array(z.uuid()).max(MOST)])
  .optional()
  .transform((given) => (given === undefined ? [] : [...new Set([given].flat())]))
const Query = z.object({ id: ids })
const item = z.string().regex(/^[0-9a-f-]{36} \d{1,5} [0-9a-f]{64}$/)
const Form = SignatureFields.extend({
  /** 'id revision hash' of each agreement as it was shown. */
  agreement: z.union([item, z.array(item).max(MOST)]).transform((given) => [given].flat()),
})
const Params = z.object({ id: z.uuid() })

/** Many agreements, one page to check them on, one signature, and what became of each. */
export function mountSignatures(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.sign' } as const
  app.get('/agreements/signature', { config }, async (request, reply) => {
    const { id } = web.parse(Query, request.query)
    const own = id.length === 0 ? undefined : await findOwn(web, request, id)
    if (own !== undefined) return reply.redirect(`/provider/agreements/signatures/${own}`, 303)
    return show(web, request, reply, { ids: id, values: {}, errors: [] })
  })
  const binding = { ...config, stepUp: 'sign agreements' }
  app.post('/agreements/signature', { config: binding }, async (request, reply) => {
    const form = web.parse(Form, request.body)
    const agreements = form.agreement.map(shownIn)
    const asked = agreements.map(({ id }) => id)
    const errors = faultsOf(form)
    if (errors.length > 0) return show(web, request, reply, { ids: asked, values: valuesOf(form), errors })

    const { provedAt } = web.visitor(request)
    const statements = statementsOf(STATEMENTS_FOR_MANY)
    const outcome = await web.inWork(request, (work) =>
      signAgreements(work, { agreements, typedName: form.signedName, statements, provedAt }),
    )
    if (outcome.ok) return reply.redirect(`/provider/agreements/signatures/${outcome.value.signingId}`, 303)
    const own = outcome.refusal.code === 'already-agreed' ? await findOwn(web, request, asked) : undefined
    if (own !== undefined) return reply.redirect(`/provider/agreements/signatures/${own}`, 303)
    const refusal = { field: 'answer', text: `None was signed. ${REFUSAL_WORDS[outcome.refusal.code]}` }
    return show(web, request, reply, { ids: asked, values: {}, errors: [refusal] })
  })
  app.get('/agreements/signatures/:id', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [signed, next] = await web.read(request, (tx) => Promise.all([listSigned(tx, id), loadNext(tx)]))
    if (signed.length === 0) throw new NotFound('signature')
    return web.html(reply, <SignedPage signed={signed} next={next} id={id} view={web.view(request)} />)
  })
}

/** Pressed again, or come back to: the act that signed all of them, if it was theirs. */
function findOwn(web: Web, request: FastifyRequest, ids: readonly string[]): Promise<string | undefined> {
  const { accountId } = web.visitor(request)
  return web.read(request, (tx) => findOwnSigning(tx, accountId, ids))
}

function shownIn(text: string) {
  const [id = '', revision, hash = ''] = text.split(' ')
  return { id, shown: { revision: Number(revision), hash } }
}

/** Those whose text is not what the council has commissioned: somebody should know before one signature signs them all. */
async function listMismatched(tx: Tx, agreements: readonly ToSign[]): Promise<ReadonlySet<string>> {
  const offers = agreements.map(({ id, content }) => ({ id, offer: readContent(content) }))
  const ids = offers.flatMap(({ offer }) => offer.lines.map(({ packageId }) => packageId))
  const reach = { providerId: tx.providerId }
  const [packages, plans] = await Promise.all([
    listPaidPackages(tx, reach, ids),
    listPlans(
      tx,
      reach,
      offers.map(({ id }) => id),
    ),
  ])
  const differing = offers.filter(({ id: agreementId, offer }) => {
    const about = plans.filter((plan) => plan.agreementId === agreementId)
    const own = packages.filter(({ id }) => offer.lines.some(({ packageId }) => packageId === id))
    const meant = own.map((care) => meantBy(care, { about, today: offer.startsOn }))
    return differencesFromPackage(offer, meant, about).length > 0
  })
  return new Set(differing.map(({ id }) => id))
}

type Shown = {
  readonly ids: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { ids: asked, values, errors }: Shown) {
  const { agreements, pause, mismatched } = await web.read(request, async (tx) => {
    const [found, paused] = await Promise.all([listToSign(tx, asked), findPause(tx)])
    return { agreements: found, pause: paused, mismatched: await listMismatched(tx, found) }
  })
  const page = (
    <SignaturesPage
      agreements={agreements}
      mismatched={mismatched}
      missing={asked.length - agreements.length}
      form={web.form(request, values, errors)}
      name={web.visitor(request).name}
      pause={pause}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
