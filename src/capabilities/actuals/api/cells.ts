import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { formatTime, formatQuantity } from '../../../core/format.ts'
import { londonMoment } from '../../../platform/clock.ts'
import type { Web } from '../../../platform/web/web.ts'
import { recordCell } from '../commands/record-cell.ts'
import { askedServiceWeek } from '../pages/shared/asked-week.ts'
import type { Later } from '../pages/shared/later.ts'
import { statusWords, wordsFor } from '../pages/shared/words.ts'
import type { RowFault, Stale } from '../rules/judge.ts'
import type { EntryField } from '../rules/week.ts'
import { findUnit } from '../store/weeks.ts'

const FIELDS = ['frustrated', 'missed', 'extra', 'visits', 'reason', 'comment'] as const
const Text = z.string().max(10_000)
/** A box is named by its field and its package, as on the page. */
const Cell = z
  .string()
  .regex(/^(frustrated|missed|extra|visits|reason|comment)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const Body = z.object({
  cell: Cell,
  value: Text,
  version: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** Boxes of the same row that were typed in and refused before, because they need this one. */
  with: z.partialRecord(z.enum(FIELDS), Text).default({}),
})

/** One box of a sheet, kept while somebody goes on: `{cell, value, version}`, answered with the row's new version. */
export function mountCells(app: FastifyInstance, web: Web, later: Later): void {
  const config = { permission: 'actuals.record' } as const
  app.post('/actuals/:serviceId/:weekStart/cells', { config }, async (request, reply) => {
    const week = askedServiceWeek(web, request)
    const { cell, value, version, with: others } = web.parse(Body, request.body)
    const { field, packageId } = placeOf(cell)
    const sent = { ...week, packageId, basedOn: version, typed: { ...others, [field]: value } }
    const outcome = await web.inWork(request, (work) => recordCell(work, sent, later.listTaken))
    if (!outcome.ok) {
      const unit = await web.read(request, (tx) => findUnit(tx, packageId))
      return refuse(reply, outcome.refusal.faults, unit)
    }
    const { version: now, status } = outcome.value
    return reply.send({
      version: now,
      status,
      statusText: now === 0 ? 'To do' : statusWords[status].text,
      savedAt: formatTime(londonMoment(web.clock.now()).time),
    })
  })
}

function placeOf(cell: string): { readonly field: EntryField; readonly packageId: string } {
  const field = FIELDS.find((one) => cell.startsWith(`${one}-`)) ?? 'comment'
  return { field, packageId: cell.slice(field.length + 1) }
}

/** 404 as for any package that is not there, 409 where somebody else was quicker, 422 with each fault at its box. */
function refuse(reply: FastifyReply, faults: readonly RowFault[], unit: Parameters<typeof wordsFor>[1]): FastifyReply {
  const stale = faults.map(({ fault }) => fault).find((fault) => fault.code === 'R06')
  const told = faults.map(({ fault, packageId }) => {
    const { field, text } = wordsFor(fault, unit)
    return { code: fault.code, cell: `${field ?? 'row'}-${packageId}`, text }
  })
  const status = faults.some(({ fault }) => fault.code === 'R01') ? 404 : stale === undefined ? 422 : 409
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: told[0]?.text ?? '',
      status,
      faults: told,
      ...(stale === undefined ? {} : { standing: standingOf(stale) }),
    })
}

/** What the other person's version says, for the boxes of whoever takes it over. */
function standingOf({ standing }: Stale) {
  if (standing === undefined) return { version: 0, values: {} }
  const { version, entry } = standing
  return {
    version,
    values: {
      frustrated: formatQuantity(entry.frustrated),
      missed: formatQuantity(entry.missed),
      extra: formatQuantity(entry.extra),
      visits: entry.visits === null ? '' : String(entry.visits),
      reason: entry.reason ?? '',
      comment: entry.comment,
    },
  }
}
