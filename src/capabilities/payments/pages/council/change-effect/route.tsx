import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import {
  getProposedEnd,
  getProposedPayer,
  getProposedVisitPrices,
  listRecordedAfter,
  previewCare,
  previewVisitPrices,
  type Previewed,
  type RecordedAfter,
} from '../../../store/preview-change.ts'
import { RecordedLater } from '../end-effect/page.tsx'
import { EFFECT_COLUMNS, effectCells } from '../price-effect/file.ts'
import { EffectPage } from '../price-effect/page.tsx'

type Said = {
  readonly heading: string
  readonly caption: string
  readonly back: { readonly href: string; readonly text: string }
  readonly says: string
}
type Found = Previewed & { readonly said: Said; readonly recorded?: readonly RecordedAfter[] }
type Kind = {
  /** Beside the page on which it is decided. */
  readonly path: string
  readonly permission: Permission
  readonly file: string
  readonly find: (tx: Tx, asked: { readonly id: string; readonly at: Date }) => Promise<Found>
}

const Params = z.object({ id: z.uuid() })

/** Before something that looks back is decided: what it does to what was paid, line by line. */
export function mountChangeEffects(app: FastifyInstance, web: Web): void {
  for (const kind of [visitPrices, payers, lifeEvents]) mountKind(app, web, kind)
}

function mountKind(app: FastifyInstance, web: Web, { path, permission, file, find }: Kind): void {
  const found = (request: FastifyRequest) => {
    const { id } = web.params(request, Params)
    return web.read(request, (tx) => find(tx, { id, at: web.clock.now() }))
  }
  app.get(`${path}/:id/effect`, { config: { permission } }, async (request, reply) => {
    const { said, lines, hasPeriod, recorded } = await found(request)
    const address = `/council${path}/${web.params(request, Params).id}/effect`
    const shown = { ...said, lines, hasPeriod, file: address, view: web.view(request) }
    return web.html(
      reply,
      <EffectPage {...shown}>{recorded === undefined ? null : <RecordedLater weeks={recorded} />}</EffectPage>,
    )
  })
  mountTable(app, {
    ...{ path: `${path}/:id/effect`, permission },
    read: async (request) => {
      const { lines } = await found(request)
      return { name: file, title: 'Differences', columns: EFFECT_COLUMNS, rows: lines.map(effectCells) }
    },
  })
}

const visitPrices: Kind = {
  path: '/visit-price-changes',
  permission: 'prices.view',
  file: 'prices-of-visits',
  find: async (tx, { id, at }) => {
    const change = await getProposedVisitPrices(tx, id)
    const what = change.isEnd
      ? 'visits would be paid by the hour again'
      : 'visits would be paid by the prices that wait'
    const said = {
      heading: 'What these prices of visits change in what was paid',
      caption: `${change.serviceLevel}, ${change.reference}, contract ${change.contractNumber}`,
      back: {
        href: `/council/prices/${change.rateLineId}/visits`,
        text: `Prices of visits for ${change.serviceLevel}`,
      },
      says: `From ${formatDay(change.fromOn)} ${what}. If that is approved,`,
    }
    return { said, ...(await previewVisitPrices(tx, change, { today: londonToday(at), at })) }
  },
}

const WHO = { contribution: 'the person', 'top-up': 'a third party', nursing: 'the NHS' } as const

const payers: Kind = {
  path: '/payer-changes',
  permission: 'packages.view',
  file: 'who-pays-what',
  find: async (tx, { id, at }) => {
    const { payer, fromOn, oldPence, weekly, reference } = await getProposedPayer(tx, id)
    const said = {
      heading: 'What this share changes in what was paid',
      caption: `Care package ${reference}`,
      back: { href: `/council/payer-changes/${id}`, text: 'The change that waits' },
      says: `From ${formatDay(fromOn)} ${WHO[payer]} would pay ${formatPounds(weekly)} a week instead of ${formatPounds(oldPence)}. If it is approved,`,
    }
    return { said, ...(await previewCare(tx, { payerChangeId: id }, at)) }
  },
}

const ENDED = { death: 'All of the person’s care would end', moved: 'The care would end' } as const

const lifeEvents: Kind = {
  path: '/life-events',
  permission: 'packages.view',
  file: 'end-of-care',
  find: async (tx, { id, at }) => {
    const end = await getProposedEnd(tx, id)
    const said = {
      heading: 'What this end changes in what was paid',
      caption: `Care package ${end.reference}`,
      back: { href: `/council/life-events/${id}`, text: 'What the provider told' },
      says: `${ENDED[end.why]} on ${formatDay(end.lastDay)}. If the care is ended,`,
    }
    return { said, ...(await previewCare(tx, { end }, at)), recorded: await listRecordedAfter(tx, end) }
  },
}
