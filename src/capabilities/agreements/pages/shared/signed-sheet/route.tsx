import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { bringSheet } from '../../../commands/wet-signature.ts'
import { checkCode, readAsked } from '../../../rules/check-code.ts'
import { findByFingerprint } from '../../../store/wet-signature.ts'
import { addressOf, FILING, reachOf, selectScan, type Side } from '../wet-signature/form.ts'
import { receivedScan, scanRule, squaresOf } from '../wet-signature/scan.ts'
import { SignedSheetPage } from './page.tsx'

const Query = z.object({ code: z.string().max(100).default('') })
const UNKNOWN = 'Enter the check code beneath the squares on the sheet. No agreement that you may see has this one'
const UNREAD = 'The squares on this scan cannot be read. Enter the check code beneath them instead'
const NOBODYS = 'The squares on this scan are of no agreement that you may see'

/** A sheet in the hand and no agreement on the screen: its scan, or the code that it bears, leads to where it is filed. */
export function mountSignedSheet(app: FastifyInstance, web: Web, side: Side): void {
  app.get('/agreements/signed-sheet', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { code } = web.parse(Query, request.query)
    const asked = readAsked(code)
    const range = asked?.by === 'fingerprint' ? asked : undefined
    const found =
      range === undefined
        ? undefined
        : await web.read(request, (tx) => findByFingerprint(tx, reachOf(web, request), range))
    if (found !== undefined) {
      const query = new URLSearchParams({ code: checkCode(found.hash) }).toString()
      return reply.redirect(`/${side}/agreements/${found.id}/paper-signatures?${query}`, 303)
    }
    const errors = code.trim() === '' ? [] : [{ field: 'code', text: UNKNOWN }]
    return show(web, request, reply, { code, errors })
  })

  const filing = { permission: FILING[side], upload: scanRule } as const
  app.post('/agreements/signed-sheet', { config: filing }, async (request, reply) => {
    const { files, faults } = web.uploads(request, 'scan')
    const [file] = files
    if (file === undefined || faults.length > 0)
      return show(web, request, reply, { code: '', errors: faults.length > 0 ? faults : [selectScan] })
    const scan = receivedScan(file)
    const squares = await squaresOf(scan)
    const outcome = await web.inWork(request, (work) => bringSheet(work, { squares, file: scan }))
    if (outcome.ok) return reply.redirect(addressOf(side, outcome.value), 303)
    const text = squares === undefined ? UNREAD : NOBODYS
    return show(web, request, reply, { code: '', errors: [{ field: 'scan', text }] })
  })
}

type Shown = { readonly code: string; readonly errors: readonly FieldError[] }

function show(web: Web, request: FastifyRequest, reply: FastifyReply, { code, errors }: Shown) {
  const { face } = web.visitor(request)
  const page = (
    <SignedSheetPage
      side={face}
      mayFile={web.may(request, FILING[face])}
      form={web.form(request, { code }, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
