import { quantity, rate } from '../../../core/money.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { copyInto, copyText } from '../../../platform/db/copy.ts'
import type { Loaded } from '../../../platform/db/load.ts'
import type { Work } from '../../../platform/work.ts'
import { buildContent, type Content } from '../rules/content.ts'
import {
  listTextLines,
  loadAgreements,
  loadResponses,
  stageAgreements,
  stageTexts,
  type StagedLine,
} from '../store/load.ts'
import { letLoadedGiveWay } from '../store/standing.ts'
import type { PaidPackage } from './paid-packages.ts'
import { offerOf } from './offer.ts'

/** Texts are written a batch at a time, so that a county's agreements are never all in memory. */
const BATCH = 1_000

/** The agreements of a migration pack, after its packages: the same text as if each had been published here. */
export async function loadStagedAgreements(work: Work): Promise<{ agreements: Loaded; lines: Loaded }> {
  const { tx } = work
  await stageAgreements(tx)
  await stageTexts(tx)
  let batch = await listTextLines(tx, 0, BATCH)
  while (batch.length > 0) {
    const columns = ['council_id', 'agreement_id', 'content', 'content_hash']
    await copyInto(tx, 'pack_agreement_texts', columns, rowsOf(tx.councilId, textsOf(batch)))
    batch = await listTextLines(tx, batch.at(-1)?.line ?? 0, BATCH)
  }
  const loaded = await loadAgreements(tx)
  await loadResponses(tx, work.accountId)
  await letLoadedGiveWay(tx)
  return loaded
}

type Text = { readonly id: string; readonly content: Content; readonly hash: Buffer }

function* textsOf(batch: readonly StagedLine[]): Generator<Text> {
  const byAgreement = Map.groupBy(batch, ({ agreementId }) => agreementId)
  for (const [id, lines] of byAgreement) {
    const content = contentOf(lines)
    yield { id, content, hash: canonicalHash(content) }
  }
}

/** What the document said: the plan it named, and its own price where that differs from the price book. */
function contentOf(staged: readonly StagedLine[]): Content {
  const [first] = staged
  const heading = first && {
    reference: first.agreementReference,
    revision: first.revision,
    cause: first.agreementCause,
  }
  const offer = heading && offerOf(heading, staged.map(packageOf))
  if (offer === undefined) throw new Error('an agreement without lines was let through')
  const lines = offer.lines.map((line, index) => {
    const stated = staged[index]?.statedPrice ?? null
    const [price, ...later] = line.prices
    if (stated === null || price === undefined) return line
    return { ...line, prices: [{ ...price, price: rate(stated) }, ...later] }
  })
  return buildContent({ ...offer, lines })
}

/** The package with the one plan that the agreement is about. Its paper said nothing else of what is paid, and nothing else is put into its mouth. */
function packageOf(line: StagedLine): PaidPackage {
  const { version, rateLineId, providerId, serviceId, contractId, personId } = line
  return {
    id: line.packageId,
    reference: line.packageReference,
    paid: null,
    ownReference: '',
    serviceLevel: line.serviceLevel,
    unit: line.unit,
    status: 'active',
    startsOn: line.startsOn,
    ...{ endsOn: line.endsOn, endReason: null },
    recordableFrom: null,
    currentVersion: version,
    provider: { id: providerId, reference: line.providerReference, name: line.providerName, status: 'active' },
    service: { id: serviceId, reference: line.serviceReference, name: line.serviceName, sector: line.sector },
    contract: {
      id: contractId,
      number: line.contractNumber,
      title: line.contractTitle,
      startsOn: line.contractStartsOn,
      endsOn: null,
    },
    person: {
      id: personId,
      reference: line.personReference,
      nhsNumber: line.nhsNumber,
      givenName: line.givenName,
      familyName: line.familyName,
      bornOn: line.bornOn,
      diedOn: null,
      restricted: false,
    },
    versions: [
      {
        version,
        from: line.from,
        until: null,
        planned: quantity(line.planned),
        plannedByDay: line.plannedByDay?.map(quantity) ?? null,
        rateLineId,
        cause: line.cause,
        temporary: false,
      },
    ],
    timetable: (line.visits ?? []).map(([weekday, startsAt, minutes, carers]) => ({
      ...{ version, weekday, startsAt, minutes, carers },
    })),
    rates: (line.prices ?? []).map(([from, until, price]) => ({ rateLineId, from, until, price: rate(BigInt(price)) })),
    terms: (line.terms ?? []).map(([from, until, paymentTerms]) => ({
      ...{ from, until, paymentTerms },
      recording: 'weekly',
      frustratedPercent: 100,
      signGate: true,
      ...{ absenceTiers: [], deathDays: 0, noticeDays: 0 },
    })),
  }
}

function* rowsOf(councilId: string, texts: Iterable<Text>): Generator<string> {
  for (const { id, content, hash } of texts)
    yield `${councilId}\t${id}\t${copyText(JSON.stringify(content))}\t\\\\x${hash.toString('hex')}\n`
}
