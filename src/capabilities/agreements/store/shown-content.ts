import { sql } from 'kysely'
import type { Content } from '../rules/content.ts'

/**
 * The content of a revision by its alias, as it was written and signed; but for a person who has been restricted since,
 * as everybody else reads them.
 */
export function shownContent(revision: 'r' | 'b' = 'r') {
  const of = (column: string) => sql.ref(`${revision}.${column}`)
  return sql<Content>`coalesce((
    select ${of('content')} || jsonb_build_object('person', (${of('content')} -> 'person') || jsonb_build_object(
      'nhsNumber', null, 'givenName', w.given_name, 'familyName', w.family_name, 'bornOn', null))
    from agreements.agreement g join published.served_person w on w.council_id = g.council_id
      and w.provider_id = g.provider_id and w.person_id = g.person_id and w.restricted
    where g.council_id = ${of('council_id')} and g.provider_id = ${of('provider_id')} and g.id = ${of('agreement_id')} limit 1),
    ${of('content')})`
}
