import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { getOrder, listOrderMonths, listOrders } from '../../../store/purchase-orders.ts'
import { CSV_ROWS, ORDER_ROWS, OrderParams, OrdersQuery } from '../../shared/orders-query.ts'
import { OrderPage, ordersCsv, OrdersPage } from '../../shared/orders.tsx'

const BASE = '/provider/purchase-orders'

export function mountPurchaseOrders(app: FastifyInstance, web: Web): void {
  const config = { permission: 'payments.view' } as const
  app.get('/purchase-orders', { config }, async (request, reply) => {
    const { q, after } = web.parse(OrdersQuery, request.query)
    const rows = await web.read(request, (tx) =>
      listOrders(tx, { providerId: tx.providerId }, { words: q, after, rows: ORDER_ROWS }),
    )
    const orders = rows.slice(0, ORDER_ROWS)
    const last = rows.length > ORDER_ROWS ? orders.at(-1) : undefined
    const next = last && `${BASE}?${new URLSearchParams({ q, after: last.number }).toString()}`
    return web.html(
      reply,
      <OrdersPage base={BASE} orders={orders} words={q} nextHref={next} view={web.view(request)} />,
    )
  })
  app.get('/purchase-orders.csv', { config }, async (request, reply) => {
    const { q } = web.parse(OrdersQuery, request.query)
    const orders = await web.read(request, (tx) =>
      listOrders(tx, { providerId: tx.providerId }, { words: q, after: undefined, rows: CSV_ROWS }),
    )
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="purchase-orders.csv"')
      .send(ordersCsv(orders))
  })
  app.get('/purchase-orders/:id', { config }, async (request, reply) => {
    const { id } = web.params(request, OrderParams)
    const [order, months] = await web.read(request, (tx) => {
      const reach = { providerId: tx.providerId }
      return Promise.all([getOrder(tx, reach, id), listOrderMonths(tx, reach, id)])
    })
    return web.html(
      reply,
      <OrderPage base={BASE} packages="/provider/packages" order={order} months={months} view={web.view(request)} />,
    )
  })
}
