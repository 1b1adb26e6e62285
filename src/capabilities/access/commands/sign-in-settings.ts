import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { changesOf, takesDigitsNoMore, type SignInSettings } from '../rules/sign-in-settings.ts'
import { throughGate } from '../store/gate.ts'
import { listDigitsOnly, lockSignInSettings, saveSignInSettings, type LeftOut } from '../store/sign-in-settings.ts'
import { mailSetUpLink } from './invite.ts'

/** As many links as one act sends. A larger council asks its people to add an app or a passkey first. */
export const MOST_LINKS = 500

export type SignInSettingsRefusal = {
  readonly code: 'changed' | 'nothing-changed' | 'yourself-left-out' | 'too-many-left-out'
}
type Changing = { readonly settings: SignInSettings; readonly version: number; readonly origin: string }

/**
 * For everybody of the council, at once. Whoever had digits of a code alone is sent a link to set up another second
 * step, because no page could let them in to add it.
 */
export async function changeSignInSettings(
  work: Work,
  { settings, version, origin }: Changing,
): Promise<Outcome<number, SignInSettingsRefusal>> {
  const { version: saved, ...before } = await lockSignInSettings(work.tx)
  if (saved !== version) return refused({ code: 'changed' })
  if (changesOf(before, settings).length === 0) return refused({ code: 'nothing-changed' })
  const leftOut = takesDigitsNoMore(before, settings) ? await findLeftOut(work) : []
  if (leftOut.some(({ accountId }) => accountId === work.accountId)) return refused({ code: 'yourself-left-out' })
  if (leftOut.length > MOST_LINKS) return refused({ code: 'too-many-left-out' })
  await saveSignInSettings(work.tx, settings)
  for (const person of leftOut) await mailSetUpLink(work, { ...person, origin })
  const council = { type: 'council', id: work.tx.councilId }
  const changed = changesOf(before, settings).map((name) => `${name}: ${before[name]} to ${settings[name]}`)
  await work.audit('people.sign-in-changed', council, { changed, links: leftOut.length })
  return done(leftOut.length)
}

async function findLeftOut({ tx, today }: Work): Promise<readonly LeftOut[]> {
  const { councilId } = tx
  return throughGate(tx, () => listDigitsOnly(tx, { councilId, today }, MOST_LINKS + 1))
}
