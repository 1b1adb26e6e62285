import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getOrder, listOrderMonths, listOrders, type PurchaseOrder } from '../../../store/purchase-orders.ts'
import { ORDER_ROWS, OrderParams, ORDERS_AT_ONCE, OrdersQuery } from '../orders-query.ts'
import { OrderPage, ordersFile, OrdersPage } from '../orders.tsx'

/** The faces have the same orders; a provider its own, the council all. */
type Side = { readonly face: 'provider' | 'council'; readonly permission: Permission }

export const providerSide: Side = { face: 'provider', permission: 'payments.view' }
export const councilSide: Side = { face: 'council', permission: 'runs.view' }

export function mountPurchaseOrders(app: FastifyInstance, web: Web, { face, permission }: Side): void {
  const base = `/${face}/purchase-orders`
  const config = { permission }
  const reachOf = (tx: Tx) => ({ providerId: face === 'council' ? undefined : tx.providerId })
  const today = () => londonToday(web.clock.now())
  app.get('/purchase-orders', { config }, async (request, reply) => {
    const { q, after } = web.parse(OrdersQuery, request.query)
    const rows = await web.read(request, (tx) => listOrders(tx, reachOf(tx), { words: q, after, rows: ORDER_ROWS }))
    const orders = rows.slice(0, ORDER_ROWS)
    const last = rows.length > ORDER_ROWS ? orders.at(-1) : undefined
    const next = last && `${base}?${new URLSearchParams({ q, after: last.number }).toString()}`
    const view = web.view(request)
    const props = { base, orders, words: q, nextHref: next, today: today(), view }
    return web.html(reply, <OrdersPage {...props} />)
  })
  mountTable(app, {
    ...{ path: '/purchase-orders', permission },
    read: (request) => {
      const { q } = web.parse(OrdersQuery, request.query)
      const stretches = orderStretches((after) =>
        web.read(request, (tx) => listOrders(tx, reachOf(tx), { words: q, after, rows: ORDERS_AT_ONCE })),
      )
      return Promise.resolve(ordersFile(stretches, today()))
    },
  })
  app.get('/purchase-orders/:id', { config }, async (request, reply) => {
    const { id } = web.params(request, OrderParams)
    const [order, months] = await web.read(request, (tx) => {
      const reach = reachOf(tx)
      return Promise.all([getOrder(tx, reach, id), listOrderMonths(tx, reach, id)])
    })
    const packages = `/${face}/packages`
    const view = web.view(request)
    return web.html(reply, <OrderPage {...{ base, packages, order, months, view }} today={today()} />)
  })
}

/** All of them in order, so that neither memory nor a connection is held for the length of the file. */
async function* orderStretches(
  list: (after: string | undefined) => Promise<readonly PurchaseOrder[]>,
): AsyncGenerator<readonly PurchaseOrder[]> {
  let after: string | undefined
  do {
    const found = await list(after)
    const stretch = found.slice(0, ORDERS_AT_ONCE)
    yield stretch
    after = found.length > ORDERS_AT_ONCE ? stretch.at(-1)?.number : undefined
  } while (after !== undefined)
}
