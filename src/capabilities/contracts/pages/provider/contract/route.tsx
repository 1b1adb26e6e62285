import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { rateText } from '../../../../../core/decimal.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listContractPeriods, listContractWeeks } from '../../../store/contract-figures.ts'
import { getOwnContract, listOwnPrices, listOwnTerms } from '../../../store/own-contracts.ts'
import { listOwnVisitPrices } from '../../../store/visit-prices.ts'
import { OwnContractPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const path = '/contracts/:id'
const permission = 'payments.view'

/** One contract as its provider reads it: what is paid on, what each care costs, what was delivered and priced. */
export function mountOwnContract(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const which = { contractId: id, today: londonToday(web.clock.now()) }
    const sees = web.may(request, 'actuals.view')
    const [contract, terms, prices, visitPrices, weeks, periods] = await web.read(request, (tx) => {
      const reach = { providerId: tx.providerId }
      return Promise.all([
        getOwnContract(tx, id),
        listOwnTerms(tx, id),
        listOwnPrices(tx, id),
        listOwnVisitPrices(tx, which),
        sees ? listContractWeeks(tx, reach, which) : [],
        listContractPeriods(tx, reach, which),
      ])
    })
    const page = (
      <OwnContractPage {...{ contract, terms, prices, visitPrices, weeks, periods }} view={web.view(request)} />
    )
    return web.html(reply, page)
  })
  mountTable(app, {
    path: `${path}/prices`,
    permission,
    read: async (request) => {
      const { id } = web.params(request, Params)
      const [contract, prices] = await web.read(request, (tx) =>
        Promise.all([getOwnContract(tx, id), listOwnPrices(tx, id)]),
      )
      return {
        ...{ name: `prices-${contract.number.replaceAll(/[^A-Za-z0-9-]/gu, '_')}`, title: 'Prices' },
        columns: [
          { heading: 'Service level', width: 24 },
          { heading: 'Reference', width: 18 },
          { heading: 'Band', width: 12 },
          { heading: 'Unit', width: 9 },
          { heading: 'From', width: 12 },
          { heading: 'Until, not included', width: 18 },
          { heading: 'Price', width: 12 },
          { heading: 'Uplift', width: 24 },
        ],
        rows: prices.map((one) => [
          ...[one.serviceLevel, one.reference, one.band, one.unit, { day: one.from }],
          ...[one.until === null ? null : { day: one.until }, { number: rateText(one.price) }, one.upliftName],
        ]),
      }
    },
  })
}
