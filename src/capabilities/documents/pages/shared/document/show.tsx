import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWithdrawable } from '../../../rules/withdrawing.ts'
import { getDocument, type DocumentRow } from '../../../store/documents.ts'
import { listHolds } from '../../../store/holds.ts'
import { listRedactions } from '../../../store/redactions.ts'
import { listShareOpenings, listSharesOf } from '../../../store/shares.ts'
import { listOpenings, listVersions } from '../../../store/versions.ts'
import { readerOf } from '../place.ts'
import { shownErrors } from '../words.ts'
import { DocumentPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

type Refused = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

/** The document, or what was refused of the forms on its page with what was typed into them. */
export async function showDocument(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const reader = readerOf(web, request)
  const of = { providerId: reader.providerId, documentId: id }
  const { document, versions, openings, more } = await web.read(request, async (tx) => {
    const found = await getDocument(tx, reader, id)
    const [all, opened, forCouncil] = await Promise.all([
      listVersions(tx, of),
      listOpenings(tx, of),
      reader.side === 'council' ? listForCouncil(tx, found) : NOTHING_MORE,
    ])
    return { document: found, versions: all, openings: opened, more: forCouncil }
  })
  const withdrawable = listWithdrawable(versions, reader.side)
  const shown = shownErrors(refused?.errors ?? [], { document, withdrawable, side: reader.side })
  const page = (
    <DocumentPage
      view={web.view(request)}
      side={reader.side}
      form={web.form(request, refused?.values, shown)}
      document={document}
      versions={versions}
      withdrawable={withdrawable}
      openings={openings}
      mayFile={web.may(request, 'documents.file')}
      held={{ holds: more.holds, mayRetain: web.may(request, 'documents.retain') }}
      shared={more}
      copies={more.copies}
    />
  )
  return web.html(reply, page, refused === undefined ? 200 : 422)
}

const NOTHING_MORE = { shares: [], openings: [], holds: [], copies: [] }

/** What only the council knows of a document: to whom it gave it, and what keeps it. */
async function listForCouncil(tx: Tx, { id, personId }: DocumentRow) {
  const [shares, openings, holds, copies] = await Promise.all([
    listSharesOf(tx, id),
    listShareOpenings(tx, id),
    listHolds(tx, { documentId: id, personId }),
    listRedactions(tx, id),
  ])
  return { shares, openings, holds, copies }
}
