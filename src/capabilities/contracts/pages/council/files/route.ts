import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { LocalDate } from '../../../../../core/dates.ts'
import { penceText, quantityText, rateText } from '../../../../../core/decimal.ts'
import type { Rate } from '../../../../../core/money.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { CellToWrite } from '../../../../../platform/spreadsheet/xlsx-writer.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getContract, listContracts, listRateLines } from '../../../store/price-book.ts'
import { listWaitingChanges } from '../../../store/price-changes.ts'
import { listUpliftBlocks, type UpliftBlock } from '../../../store/raise-blocks.ts'
import { getUplift, listUpliftLines, listUplifts } from '../../../store/uplifts.ts'

const Params = z.object({ id: z.uuid() })
const Query = z.object({
  q: z.string().trim().max(100).default(''),
  kind: z.enum(['spot', 'framework', 'block']).optional().catch(undefined),
})
const permission = 'prices.view'
const EVERY_CONTRACT = 10_000
const EVERY_LINE = 100_000

/** The lists of the price book as files. */
export function mountPriceFiles(app: FastifyInstance, web: Web): void {
  mountContractsFile(app, web)
  mountContractPricesFile(app, web)
  mountChangesFile(app, web)
  mountUpliftFiles(app, web)
}

function mountContractsFile(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/prices', permission },
    read: async (request) => {
      const { q, kind } = web.parse(Query, request.query)
      const wanted = { words: q, kind, after: undefined, rows: EVERY_CONTRACT }
      const contracts = await web.read(request, (tx) => listContracts(tx, wanted))
      return {
        ...{ name: 'contracts', title: 'Contracts' },
        columns: columns(['Number', 16], ['Title', 32], ['Provider', 24], ['Kind', 11], ...days, ['Prices', 9]),
        rows: contracts.map((one) => [
          ...[one.number, one.title, one.providerName, one.kind, { day: one.startsOn }, dayOrNone(one.endsOn)],
          { number: String(one.lines) },
        ]),
      }
    },
  })
}

function mountContractPricesFile(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/contracts/:id/prices', permission },
    read: async (request) => {
      const { id } = web.params(request, Params)
      const today = londonToday(web.clock.now())
      const [{ number }, lines] = await web.read(request, (tx) =>
        Promise.all([getContract(tx, id), listRateLines(tx, id, today)]),
      )
      return {
        ...{ name: `prices-${number.replaceAll(/[^A-Za-z0-9-]/gu, '_')}`, title: 'Prices' },
        columns: columns(
          ['Service level', 24],
          ['Reference', 18],
          ['Band', 12],
          ['Days', 12],
          ['Unit', 9],
          ['Price today', 12],
          ['Next price from', 14],
          ['Next price', 12],
          ['Packages', 10],
        ),
        rows: lines.map((one) => [
          ...[one.serviceLevel, one.reference, one.band, one.days, one.unit, priceOrNone(one.price)],
          ...[dayOrNone(one.nextFrom), priceOrNone(one.nextPrice), { number: String(one.packages) }],
        ]),
      }
    },
  })
}

function mountChangesFile(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/price-changes', permission },
    read: async (request) => ({
      ...{ name: 'prices-that-wait', title: 'Prices that wait' },
      columns: columns(...whose, ['Price before', 12], ['New price', 12], ['Unit', 9], ['Said by', 20], ['Why', 40]),
      rows: (await web.read(request, listWaitingChanges)).map((one) => [
        ...[one.serviceLevel, one.lineReference, one.providerName, one.contractNumber, { day: one.fromOn }],
        ...[priceOrNone(one.oldPrice), priceOrNone(one.price), one.unit, one.proposerName, one.reason],
      ]),
    }),
  })
}

function mountUpliftFiles(app: FastifyInstance, web: Web): void {
  mountTable(app, {
    ...{ path: '/uplifts', permission },
    read: async (request) => ({
      ...{ name: 'uplifts', title: 'Uplifts' },
      columns: columns(['Name', 30], ['From', 12], ['State', 12], ['Made by', 20], ['Decided by', 20]),
      rows: (await web.read(request, listUplifts)).map((one) => [
        ...[one.name, { day: one.effectiveOn }, one.status, one.creatorName, one.deciderName],
      ]),
    }),
  })
  mountTable(app, {
    ...{ path: '/uplifts/:id/lines', permission },
    read: async (request) => {
      const { id } = web.params(request, Params)
      const [uplift, lines, blocks] = await web.read(request, (tx) =>
        Promise.all([
          getUplift(tx, id),
          listUpliftLines(tx, id, { most: EVERY_LINE }),
          listUpliftBlocks(tx, id, { providerId: undefined }),
        ]),
      )
      return {
        ...{ name: `uplift-${uplift.effectiveOn}`, title: 'Prices that change' },
        columns: columns(
          ...whose,
          ['Before', 12],
          ['After', 12],
          ['Unit', 9],
          ['Packages', 10],
          ['Units in the year', 16],
          ['More in the year', 14],
          ['Beyond the limit', 14],
        ),
        rows: [...lines, ...blocks.map(asLine)].map((one) => [
          ...[one.serviceLevel, one.reference, one.providerName, one.contractNumber, { day: one.fromOn }],
          ...[priceOrNone(one.oldPrice), priceOrNone(one.newPrice), one.unit, { number: String(one.packages) }],
          ...[{ number: quantityText(one.units) }, { number: penceText(one.extraPence) }],
          one.isOutlier ? 'yes' : 'no',
        ]),
      }
    },
  })
}

function asLine(block: UpliftBlock) {
  return { ...block, serviceLevel: 'Bought in advance', reference: '', packages: 0 }
}

/** Which price of whom, and from when. */
const whose = [
  ['Service level', 24],
  ['Reference', 18],
  ['Provider', 24],
  ['Contract', 16],
  ['From', 12],
] as const

const days = [
  ['Starts', 12],
  ['Last day', 12],
] as const

function columns(...named: readonly (readonly [string, number])[]) {
  return named.map(([heading, width]) => ({ heading, width }))
}

function dayOrNone(day: LocalDate | null): CellToWrite {
  return day === null ? null : { day }
}

function priceOrNone(price: Rate | null): CellToWrite {
  return price === null ? null : { number: rateText(price) }
}
