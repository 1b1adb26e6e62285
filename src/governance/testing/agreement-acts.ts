import { createHash } from 'node:crypto'
import type { Stage } from '../../testing/stage.ts'
import { ask } from './ask.ts'

type Agreed = Record<'id' | 'provider' | 'service' | 'contract' | 'account', string> & { readonly revision: number }

/**
 * What acts about agreements leave behind, at every company: a signature with its evidence and sealed paper, a reminder,
 * a rule and a batch, and care that has no package. Written as found, so that what waits for an answer goes on waiting.
 */
export async function leaveAgreementActs(stage: Stage, councilId: string): Promise<void> {
  const agreed = await ask<Agreed>(
    stage.ownerUrl,
    `select distinct on (a.provider_id, a.service_id) a.id, a.revision, a.provider_id as provider, a.service_id as service,
       a.contract_id as contract, m.account_id as account
     from agreements.agreement a join agreements.response r on r.council_id = a.council_id and r.agreement_id = a.id
       and r.revision = a.revision and r.kind = 'agreed'
     join access.membership m on m.council_id = a.council_id and m.provider_id = a.provider_id
     where a.council_id = $1 and a.status = 'agreed' order by a.provider_id, a.service_id, a.id`,
    [councilId],
  )
  for (const agreement of agreed) await leaveSignature(stage, councilId, agreement)
  await leaveRenewal(stage, councilId, agreed)
}

/** An uplift that found another text about the same care waiting, and left the agreement to somebody. */
async function leaveRenewal({ clock, build }: Stage, councilId: string, agreed: readonly Agreed[]): Promise<void> {
  const [uplift, at] = [crypto.randomUUID(), clock.now()]
  const by = { ordered_by: crypto.randomUUID(), orderer_name: 'Tom Bilney' }
  await build.insert('agreements.renewal', {
    council_id: councilId,
    uplift_id: uplift,
    name: 'April',
    ordered_at: at,
    ...by,
  })
  for (const { id, provider } of agreed)
    await build.insert('agreements.renewal_item', {
      ...{ council_id: councilId, uplift_id: uplift, old_agreement_id: id, provider_id: provider, from_on: at },
      outcome: 'answer-awaited',
    })
}

async function leaveSignature(stage: Stage, councilId: string, agreement: Agreed): Promise<void> {
  const { id, revision, provider, service, contract, account } = agreement
  const at = stage.clock.now()
  const [signing, batch, missing] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const place = { council_id: councilId, provider_id: provider, service_id: service, contract_id: contract }
  const about = { ...place, agreement_id: id, revision }
  const { insert } = stage.build
  await insert('agreements.signing', {
    ...{ council_id: councilId, id: signing, provider_id: provider, signed_by: account, signer_name: 'Ann Example' },
    ...{ job_title: 'Manager', organisation: 'The company', typed_name: 'Ann Example', statements: ['I have read it'] },
    ...{ proved_at: at, policy: 'agree-and-sign-2', signed_at: at },
  })
  await insert('agreements.signing_item', { ...about, signing_id: signing, outcome: 'agreed' })
  await ask(
    stage.ownerUrl,
    `update agreements.response set signing_id = $3 where council_id = $1 and agreement_id = $2 and kind = 'agreed'`,
    [councilId, id, signing],
  )
  const bytes = Buffer.from(`%PDF-1.7 ${id}`)
  const sha256 = createHash('sha256').update(bytes).digest()
  for (const kind of ['offer', 'signed'])
    await insert('agreements.paper', { ...about, kind, bytes, sha256, made_at: at })
  await insert('agreements.sighting', { ...about, account_id: account, name: 'Ann Example', seen_at: at })
  await insert('agreements.reminder', {
    ...{ council_id: councilId, agreement_id: id, revision, number: 1, escalated: false },
    ...{ told: 'Ann Example', sent_at: at },
  })
  await insert('agreements.reminder_rule', {
    ...{ council_id: councilId, agreement_id: id, first_after: 3, then_every: 3, escalate_after: 8, most: 3 },
  })
  await insert('agreements.batch', {
    ...{ council_id: councilId, id: batch, publish_at: at, created_at: at, created_by: account },
    creator_name: 'Ann Example',
  })
  await insert('agreements.batch_item', {
    ...{ council_id: councilId, batch_id: batch, agreement_id: id, shown_hash: sha256, outcome: 'not-a-draft' },
  })
  await insert('care_packages.missing_care', {
    ...place,
    ...{ id: missing, person_name: 'Ada Missing', service_level: 'Standard', weekly: '7 hours', began_on: at },
    ...{ arranged_with: 'Brokerage', due_on: at, raised_by: account, raiser_name: 'Ann Example', raised_at: at },
  })
}
