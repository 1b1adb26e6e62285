import type { Client } from 'pg'

/**
 * What the tests really sent, read from the server's own statistics: every statement of a face names its council,
 * and one of the provider face its provider, so that the same text is routed to one shard of a cluster.
 */
export async function statementsWithoutTheirKeys(superuser: Client): Promise<string[]> {
  await superuser.query('create extension if not exists pg_stat_statements')
  const { rows } = await superuser.query<{ role: string; text: string }>(`
    select distinct r.rolname as role, s.query as text from pg_stat_statements s join pg_roles r on r.oid = s.userid
    where r.rolname in ('portal_council', 'portal_provider', 'portal_provider_scoped')
      and s.query ~* '\\m(select|insert|update|delete|merge)\\M' and s.query ~* '\\m(${SCHEMAS})\"?\\.'`)
  return rows.filter(lacksKey).map(({ role, text }) => `${role}: ${text.replace(/\s+/g, ' ').slice(0, 400)}`)
}

const SCHEMAS =
  'platform|access|providers|service_users|contracts|care_packages|agreements|actuals|invoices|payments|ledger|exchange|published|conversations'

/** These have no provider: the council's own calendar, names and log. */
const COUNCIL_WIDE =
  /\b(platform\.|published\.(period|calendar_day)|payments\.period|payments\.run\b|agreements\.pause\b|actuals\.reason\b|actuals\.exception_code\b|conversations\.message_type\b)/

/** The provider of an organisation is its own id. */
const OWN_ROW = /\b(providers\.organisation|published\.provider)\b.*\bid = \$/s

function lacksKey({ role, text }: { role: string; text: string }): boolean {
  // A test that leaves the keys out to show that the policy alone holds says so.
  if (text.includes('/* policy alone */')) return false
  // A function call in the platform's own schema carries its council in the settings.
  if (/^\s*select\s+"?platform"?\.\w+\(/i.test(text)) return false
  if (!text.includes('council_id')) return true
  const plain = text.replaceAll('"', '')
  return role !== 'portal_council' && !text.includes('provider_id') && !COUNCIL_WIDE.test(plain) && !OWN_ROW.test(plain)
}
