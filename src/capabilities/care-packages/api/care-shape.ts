import { z } from 'zod'

const Quantity = z.string().describe('Decimal text in the package’s unit')
const Visit = z.object({
  weekday: z.int().min(1).max(7).describe('1 is Monday'),
  startsAt: z.string().describe('London time'),
  minutes: z.int(),
  carers: z.int(),
})
const Plan = z
  .object({
    version: z.int(),
    from: z.iso.date(),
    until: z.iso.date().nullable().describe('The day after its last; null while no other follows'),
    plannedAWeek: Quantity,
    plannedByDay: z.array(Quantity).nullable().describe('Monday to Sunday, where it is planned by day'),
    visits: z.array(Visit),
  })
  .meta({ id: 'CarePlan' })

/** A package as `commissioned-care-1` has it, with what docs/formats/package-feed-v1.md says. */
export const Care = z
  .object({
    reference: z.string().describe('The council’s name for the package'),
    ownReference: z.string().describe('Yours; empty where you gave none'),
    state: z.enum(['authorised', 'active', 'suspended', 'ended', 'cancelled']),
    changedAt: z.iso.datetime(),
    person: z.object({
      reference: z.string(),
      nhsNumber: z.string().nullable(),
      givenName: z.string(),
      familyName: z.string(),
      bornOn: z.iso.date().nullable(),
      restricted: z.boolean().describe('Then the rest is a mask'),
    }),
    service: z.object({ reference: z.string(), name: z.string() }),
    contract: z.string(),
    serviceLevel: z.string(),
    unit: z.enum(['hour', 'session', 'day', 'night', 'week']),
    startsOn: z.iso.date(),
    lastDay: z.iso.date().nullable(),
    recordableFrom: z.iso.date().nullable().describe('Null while its agreement waits'),
    plans: z.array(Plan),
  })
  .meta({ id: 'CommissionedCare' })

export const CareFeed = z
  .object({
    format: z.literal('commissioned-care-1'),
    council: z.string(),
    madeAt: z.iso.datetime(),
    packages: z.array(Care),
    cursor: z.string().nullable().describe('Send it as `since` the next time; while it is null, ask again without'),
    more: z.boolean().describe('Ask again at once, until it is false'),
  })
  .meta({ id: 'CareFeed' })
