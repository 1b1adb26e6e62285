import { buildContent, readContent, type Offer } from '../../src/capabilities/agreements/rules/content.ts'
import { offerPaper } from '../../src/capabilities/agreements/commands/paper.ts'
import { localDate } from '../../src/core/dates.ts'
import { quantity, rate } from '../../src/core/money.ts'
import { canonicalHash } from '../../src/platform/canonical-json.ts'
import type { PdfDocument } from '../../src/platform/pdf/document.ts'
import { MOST_IN_A_BATCH, pdfBatchMaker } from '../../src/platform/pdf/maker.ts'
import type { Figure } from '../kit/figure.ts'
import { median } from '../kit/median.ts'

const ROUNDS = 3
const PER_SECOND = 20

/** Papers of agreements as the publishing of a batch makes them: each another text, one process, one core. */
export const pdf: Figure = {
  names: ['pdf'],
  measure: async (say) => {
    const make = pdfBatchMaker()
    const speeds: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const documents = Array.from({ length: MOST_IN_A_BATCH }, (_, n) => paper(round * MOST_IN_A_BATCH + n))
      const started = performance.now()
      const made = await make(documents)
      if (!made.ok) throw new Error(`no paper was made: ${made.refusal.code}`)
      const speed = (documents.length * 1000) / (performance.now() - started)
      say(`${speed.toFixed(1)} papers a second, ${String(made.value[0]?.length ?? 0)} bytes each`)
      speeds.push(speed)
    }
    return [
      {
        figure: 'pdf',
        value: median(speeds),
        unit: 'papers/s on one core',
        limit: PER_SECOND,
        limitIs: 'the least allowed',
        bar: 1,
        sense: 'at-least',
      },
    ]
  },
}

function paper(n: number): PdfDocument {
  const content = buildContent(offer(n))
  return offerPaper({
    council: 'Bench County Council',
    agreementWord: 'Individual agreement',
    origin: 'https://portal.example',
    offer: readContent(content),
    before: undefined,
    fingerprint: canonicalHash(content).toString('hex'),
    publishedAt: new Date(0),
  })
}

/** Two packages with a week of visits each, and two prices. */
function offer(n: number): Offer {
  const startsOn = localDate('2026-04-06')
  const line = (part: number): Offer['lines'][number] => ({
    packageId: `p${String(n)}-${String(part)}`,
    packageReference: `CP-${String(10_000 + n)}-${String(part)}`,
    packageVersion: 1,
    serviceLevel: 'Home care, long term',
    unit: 'hour',
    startsOn,
    endsOn: null,
    planned: quantity(BigInt(14 + (n % 7)) * 30_000n),
    plannedByDay: null,
    timetable: Array.from({ length: 14 }, (_, visit) => ({
      weekday: 1 + (visit % 7),
      startsAt: visit < 7 ? '08:00' : '18:30',
      minutes: 60,
      carers: 1 + (n % 2),
    })),
    paymentTerms: 'actual',
    paid: { frustratedPercent: 100, nightsTiers: [], visitPrices: [], payers: [], net: [] },
    prices: [
      { from: startsOn, until: localDate('2027-04-05'), price: rate(224_000n + BigInt(n)) },
      { from: localDate('2027-04-05'), until: null, price: rate(232_000n + BigInt(n)) },
    ],
  })
  return {
    reference: `CP-${String(10_000 + n)}-A1`,
    revision: 1,
    cause: 'new',
    startsOn,
    provider: { reference: 'V100001', name: 'Care Company 1' },
    service: { reference: 'S1', name: 'Care Company 1 at home' },
    contract: { number: 'K1', title: 'Home support framework' },
    person: {
      reference: String(5_000_000 + n),
      nhsNumber: '9990000018',
      givenName: 'Ada',
      familyName: `Bench ${String(n)}`,
      bornOn: localDate('1940-01-01'),
    },
    lines: [line(1), line(2)],
  }
}
