import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pence } from '../../../core/money.ts'
import { groupLines, totalOf } from './remittance-groups.ts'

const someLine = fc.record({
  serviceId: fc.constantFrom('s1', 's2', 's3'),
  serviceName: fc.constant('Service'),
  personId: fc.constantFrom('a', 'b', 'c', 'd'),
  personName: fc.constant('Ada Test'),
  personReference: fc.constant('W-1'),
  amount: fc.bigInt({ min: -10_000_000n, max: 10_000_000n }).map(pence),
})

it('ties: the people of a service, and the services, sum to the lines', () => {
  fc.assert(
    fc.property(fc.array(someLine, { maxLength: 60 }), (lines) => {
      const services = groupLines(lines)
      expect(totalOf(services)).toBe(totalOf(lines))
      for (const service of services) expect(totalOf(service.people)).toBe(service.amount)
      expect(services.flatMap(({ people }) => people.flatMap((person) => person.lines))).toHaveLength(lines.length)
    }),
  )
})

it('keeps two people of one name apart', () => {
  const line = { serviceId: 's', serviceName: 'S', personName: 'Ada Test', personReference: 'W', amount: pence(1n) }
  const [service] = groupLines([
    { ...line, personId: 'a' },
    { ...line, personId: 'b' },
  ])
  expect(service?.people).toHaveLength(2)
})
