import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, parseLocalDate, type LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { londonInstant, londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { cursorOf, mountOperation, readCursor, readQuery, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { commissionedCare, commissionedCsv, type Stretch } from '../pages/provider/commissioned-care/file.ts'
import { NEAR_DAYS } from '../rules/package-filter.ts'
import { listCommissioned, type Changed } from '../store/commissioned.ts'
import { listPackagesById } from '../store/package.ts'
import { CareFeed } from './care-shape.ts'

const PAGE = 100
/** Packages of a day's file that are read at once. */
const DAY_AT_ONCE = 500
/** What was written by an act that had begun before is seen when it is done; whatever is younger comes again. */
const SETTLED_MILLISECONDS = 120_000

const Query = z.object({
  since: z.string().max(200).optional().describe('The `cursor` of the answer before; without it, all care'),
})
const Day = z.object({ day: z.string().max(10).describe('A day in London, YYYY-MM-DD') })
const Position = z.tuple([z.iso.datetime(), z.uuid()])

const example: z.infer<typeof CareFeed> = {
  format: 'commissioned-care-1',
  council: 'norfolk',
  madeAt: '2026-11-22T06:00:00.000Z',
  packages: [
    {
      reference: 'CP-10234',
      ownReference: 'RO-77',
      state: 'active',
      changedAt: '2026-11-21T15:04:05.000Z',
      person: {
        reference: 'P-4711',
        nhsNumber: '9990000018',
        givenName: 'Edith',
        familyName: 'Marsh',
        bornOn: '1938-02-14',
        restricted: false,
      },
      service: { reference: 'SV-100002', name: 'Elm House Home Care' },
      contract: 'HC-2025-014',
      serviceLevel: 'Standard',
      unit: 'hour',
      startsOn: '2025-04-07',
      lastDay: null,
      recordableFrom: '2025-04-07',
      plans: [
        {
          version: 1,
          from: '2025-04-07',
          until: null,
          plannedAWeek: '14',
          plannedByDay: ['2', '2', '2', '2', '2', '2', '2'],
          visits: [{ weekday: 1, startsAt: '08:00', minutes: 60, carers: 1 }],
        },
      ],
    },
  ],
  cursor: 'WyIyMDI2LTExLTIxVDE1OjA0OjA1LjAwMFoiLCIwMTk5Il0',
  more: false,
}

export const careFeedOperation: Operation = {
  id: 'listCommissionedCare',
  method: 'GET',
  path: '/commissioned-care',
  permission: 'packages.view',
  about: 'Care',
  summary: 'Follow commissioned care as it changes',
  description:
    'All care with its plans and visits, then whatever has changed since, ended and cancelled care too. Ask with the cursor of the answer before as often as you like. A package that changed in the last two minutes may come twice and then says the same.',
  query: Query,
  answer: CareFeed,
  refusals: [
    { status: 400, code: 'cursor-wrong', when: 'The cursor is not one that this feed gave: begin again without' },
  ],
  example: { path: '/commissioned-care', answer: example },
}

export const careDayOperation: Operation = {
  id: 'getCommissionedCareOfDay',
  method: 'GET',
  path: '/commissioned-care/days/{day}',
  permission: 'packages.view',
  about: 'Care',
  summary: 'Download what changed on one day',
  description:
    'The change file of a day that is over, or of today so far: one row for each plan of each package that changed last on that day, as CSV.',
  params: Day,
  answer: z.string(),
  answersFile: ['text/csv'],
  refusals: [],
  example: { path: '/commissioned-care/days/2026-11-21', answer: '' },
}

export function mountApiCommissioned(app: FastifyInstance, web: Web): void {
  mountOperation(app, careFeedOperation, async (request, reply) => {
    const { since } = readQuery(Query, request)
    const place = readCursor(Position, since)
    const after = place && { changedAt: new Date(place[0]), id: place[1] }
    const now = web.clock.now()
    const notEndedBefore = addDays(londonToday(now), -NEAR_DAYS)
    const found = await web.read(request, (tx) =>
      loadStretch(tx, { notEndedBefore, since: after?.changedAt, after, rows: PAGE + 1 }),
    )
    const shown = found.slice(0, PAGE)
    const more = found.length > PAGE
    const packages = shown.map(([care, changed]) => commissionedCare(care, changed))
    const { code: council } = web.visitor(request).council
    const cursor = nextCursor(shown, more, now) ?? since ?? null
    return reply.send({ format: 'commissioned-care-1', council, madeAt: now.toISOString(), packages, cursor, more })
  })

  mountOperation(app, careDayOperation, async (request, reply) => {
    const day = parseLocalDate(web.params(request, Day).day)
    if (day === undefined) throw new NotFound('day')
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="commissioned-care-${day}.csv"`)
      .send(commissionedCsv(stretchesOfDay(web, request, day)))
  })
}

/** All that changed on the day, so that neither memory nor a connection is held for the length of the file. */
async function* stretchesOfDay(web: Web, request: FastifyRequest, day: LocalDate): AsyncGenerator<Stretch> {
  const [since, until] = [londonInstant(day, '00:00'), londonInstant(addDays(day, 1), '00:00')]
  let after: Changed | undefined
  do {
    const asked = { notEndedBefore: day, since, until, after, rows: DAY_AT_ONCE }
    const { changed, stretch } = await web.read(request, async (tx) => {
      const found = await listCommissioned(tx, { providerId: tx.providerId }, asked)
      return { changed: found, stretch: await wholeOf(tx, found) }
    })
    yield stretch
    after = changed.length < DAY_AT_ONCE ? undefined : changed.at(-1)
  } while (after !== undefined)
}

async function loadStretch(tx: Tx, asked: Parameters<typeof listCommissioned>[2]): Promise<Stretch> {
  return wholeOf(tx, await listCommissioned(tx, { providerId: tx.providerId }, asked))
}

async function wholeOf(tx: Tx, changed: readonly Changed[]): Promise<Stretch> {
  const ids = changed.map(({ id }) => id)
  const packages = new Map(
    (await listPackagesById(tx, { providerId: tx.providerId }, ids)).map((care) => [care.id, care]),
  )
  return changed.flatMap((one) => {
    const care = packages.get(one.id)
    return care === undefined ? [] : [[care, one] as const]
  })
}

/** A page that another follows ends where it ends; the last one ends before what may still be joined by older changes. */
function nextCursor(shown: Stretch, more: boolean, now: Date): string | undefined {
  const settled = now.getTime() - SETTLED_MILLISECONDS
  const reached: Changed | undefined = more
    ? shown.at(-1)?.[1]
    : shown.findLast(([, { changedAt }]) => changedAt.getTime() <= settled)?.[1]
  return reached === undefined ? undefined : cursorOf([reached.changedAt.toISOString(), reached.id])
}
