import { expect } from 'vitest'
import type { Site } from '../../../testing/site.ts'
import { councilActor, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import type { AProvider } from '../../../testing/world.ts'

let people = 0

/** Everything that the first form asks, of a person nobody has met. */
export function aContact(over: Readonly<Record<string, string>> = {}) {
  people += 1
  return {
    givenName: 'Nia',
    familyName: `Contact ${String(people)}`,
    jobTitle: 'Coordinator',
    phone: '07700 900123',
    email: `nia.c${String(people)}@elm-care.example`,
    ...over,
  }
}

/** A request of the provider's with one grant, care management for its service unless said otherwise; not sent. */
export async function aDraft(
  site: Site,
  provider: AProvider,
  over: { readonly contact?: Readonly<Record<string, string>>; readonly grant?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const visitor = aProviderVisitor(provider)
  const { location, status } = await site.send(visitor, '/provider/people/requests', over.contact ?? aContact())
  expect(status).toBe(303)
  const id = /requests\/([0-9a-f-]{36})/.exec(location)?.[1] ?? ''
  const grant = { scope: 'service', targets: provider.serviceId, role: 'care-management', mode: 'edit', ...over.grant }
  expect((await site.send(visitor, `/provider/people/requests/${id}/grants`, grant)).status).toBe(303)
  return id
}

export async function aSentRequest(...draft: Parameters<typeof aDraft>): Promise<string> {
  const [site, provider] = draft
  const id = await aDraft(...draft)
  const sent = await site.send(aProviderVisitor(provider), `/provider/people/requests/${id}/submission`, {})
  expect([sent.status, sent.location]).toEqual([303, '/provider/people'])
  return id
}

export async function mailsTo(stage: Stage, councilId: string, recipient: string) {
  const { scope } = councilActor(councilId, '00000000-0000-4000-8000-000000000001')
  return stage.db.read(scope, (tx) =>
    tx
      .selectFrom('platform.mail')
      .select(['subject', 'body'])
      .where('council_id', '=', tx.councilId)
      .where('recipient', '=', recipient)
      .orderBy('id')
      .execute(),
  )
}

export async function auditOf(stage: Stage, councilId: string, subject: string): Promise<readonly string[]> {
  const { scope } = councilActor(councilId, '00000000-0000-4000-8000-000000000001')
  const rows = await stage.db.read(scope, (tx) =>
    tx
      .selectFrom('platform.audit_entry')
      .select('action')
      .where('council_id', '=', tx.councilId)
      .where('subject_id', '=', subject)
      .orderBy('seq')
      .execute(),
  )
  return rows.map(({ action }) => action)
}
