import { optional, refersTo, required, type PackFile } from './columns.ts'

const purchaseOrders: PackFile = {
  name: 'purchase-orders',
  required: false,
  meaning: 'What is ordered in money, for a package or for a contract as a whole; payments say how much of it is used.',
  key: ['po_number'],
  identified: true,
  references: [refersTo('contracts', 'contract_number'), refersTo('packages', 'cpli_ref')],
  days: ['starts_on', 'ends_on'],
  columns: [
    required('po_number', 'key', {
      example: 'PO-4500120',
      meaning: 'Number of the order',
      target: 'payments.purchase_order.number',
    }),
    required('contract_number', 'key', {
      example: 'HC-014',
      meaning: 'The contract that it is for',
      target: 'payments.purchase_order.contract_id',
    }),
    optional('cpli_ref', 'key', {
      example: 'CP-204518',
      meaning:
        'The package that it is for; empty for the contract as a whole, less packages with an order of their own',
      target: 'payments.purchase_order.package_id',
    }),
    required('starts_on', 'date', {
      example: '2026-04-01',
      meaning: 'First day',
      target: 'payments.purchase_order.starts_on',
    }),
    required('ends_on', 'date', {
      example: '2027-03-31',
      meaning: 'Last day included',
      target: 'payments.purchase_order.ends_on',
    }),
    required('ordered', 'amount', {
      example: '52000.00',
      meaning: 'What is ordered for these days',
      target: 'payments.purchase_order.ordered_pence',
      unit: 'pounds',
    }),
  ],
}

export const orderFiles: readonly PackFile[] = [purchaseOrders]
