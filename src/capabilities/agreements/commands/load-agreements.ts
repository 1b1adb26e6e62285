import { canonicalHash } from '../../../platform/canonical-json.ts'
import { copyInto, copyText } from '../../../platform/db/copy.ts'
import type { Loaded } from '../../../platform/db/load.ts'
import type { Work } from '../../../platform/work.ts'
import { listPackagesById, type Package } from '../../care-packages/index.ts'
import { buildContent, type Content } from '../rules/content.ts'
import { listUnwritten, loadAgreements, loadResponses, stageAgreements, type StagedAgreement } from '../store/load.ts'
import { offerOf } from './offer.ts'

/** Texts are written a batch at a time, so that a county's agreements are never all in memory. */
const BATCH = 500

/** The agreements of a migration pack, after its packages: the same text as if each had been published here. */
export async function loadStagedAgreements(work: Work): Promise<Loaded> {
  const { tx } = work
  await stageAgreements(tx)
  let batch = await listUnwritten(tx, 0, BATCH)
  while (batch.length > 0) {
    const packages = await packagesOf(work, batch)
    const texts = batch.map((agreement) => textOf(agreement, packages))
    await copyInto(
      tx,
      'pack_agreement_texts',
      ['council_id', 'agreement_id', 'content', 'content_hash'],
      rowsOf(tx.councilId, texts),
    )
    batch = await listUnwritten(tx, batch.at(-1)?.line ?? 0, BATCH)
  }
  const loaded = await loadAgreements(tx)
  await loadResponses(tx, work.accountId)
  return loaded
}

async function packagesOf({ tx }: Work, batch: readonly StagedAgreement[]): Promise<ReadonlyMap<string, Package>> {
  const ids = [...new Set(batch.flatMap(({ packageIds }) => packageIds))]
  const packages = await listPackagesById(tx, { providerId: undefined }, ids)
  return new Map(packages.map((care) => [care.id, care]))
}

type Text = { readonly id: string; readonly content: Content; readonly hash: Buffer }

/** What the document said: the plan it named, and its own price where that differs from the price book. */
function textOf(agreement: StagedAgreement, packages: ReadonlyMap<string, Package>): Text {
  const { id, reference, revision, cause } = agreement
  const named = agreement.packageIds.map((packageId, index) => {
    const care = packages.get(packageId)
    if (care === undefined) throw new Error(`agreement ${reference} covers a package that nobody may see`)
    return { ...care, currentVersion: agreement.packageVersions[index] ?? care.currentVersion }
  })
  const offer = offerOf({ reference, revision, cause }, named)
  if (offer === undefined) throw new Error(`agreement ${reference} covers no package`)
  const lines = offer.lines.map((line, index) => {
    const stated = agreement.statedPrices[index]
    if (stated === null || stated === undefined) return line
    const [first, ...later] = line.prices
    return first === undefined ? line : { ...line, prices: [{ ...first, price: stated }, ...later] }
  })
  const content = buildContent({ ...offer, lines })
  return { id, content, hash: canonicalHash(content) }
}

function* rowsOf(councilId: string, texts: readonly Text[]): Generator<string> {
  for (const { id, content, hash } of texts)
    yield `${councilId}\t${id}\t${copyText(JSON.stringify(content))}\t\\\\x${hash.toString('hex')}\n`
}
