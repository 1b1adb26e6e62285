import { canonicalHash } from '../../../platform/canonical-json.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Content } from '../rules/content.ts'
import { getWording, type Agreement } from '../store/agreement.ts'

export type Unchanged = { readonly content: Content; readonly hash: string; readonly publishedBy: string | null }

/** The revision that stands, after its text was hashed again: nobody signs what is not what was published. */
export async function getUnchanged(tx: Tx, agreement: Agreement): Promise<Unchanged> {
  const { content, hash, publishedBy } = await getWording(tx, agreement)
  if (canonicalHash(content).toString('hex') !== hash)
    throw new Error('a published agreement is not what was published')
  return { content, hash, publishedBy }
}
