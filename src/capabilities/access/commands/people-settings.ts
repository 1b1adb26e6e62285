import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { MOST_DOMAINS, readDomains } from '../rules/allowed-domain.ts'
import { savePeopleSettings } from '../store/people-settings.ts'

type Changing = { readonly domains: string; readonly twoAdministrators: boolean }
export type SettingsRefusal =
  { readonly code: 'not-domains'; readonly wrong: readonly string[] } | { readonly code: 'too-many' }

/** From today on. Whoever signs in already keeps their account: the rule is for those who come. */
export async function changePeopleSettings(work: Work, changing: Changing): Promise<Outcome<true, SettingsRefusal>> {
  const { domains, wrong } = readDomains(changing.domains)
  if (wrong.length > 0) return refused({ code: 'not-domains', wrong })
  if (domains.length > MOST_DOMAINS) return refused({ code: 'too-many' })
  const after = { domains, twoAdministrators: changing.twoAdministrators }
  await savePeopleSettings(work.tx, after, work.today)
  await work.audit('people.settings-changed', { type: 'council', id: work.tx.councilId }, after)
  return done(true)
}
