import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createAccounts } from '../../capabilities/access/index.ts'
import { closeConversation } from '../../capabilities/conversations/commands/close-conversation.ts'
import { openConversation } from '../../capabilities/conversations/index.ts'
import { createInvoice, listToRaise, submitInvoice } from '../../capabilities/invoices/index.ts'
import { prepareRun } from '../../capabilities/payments/index.ts'
import { importPack, reportLines } from '../../capabilities/exchange/index.ts'
import { keepActualsDesk } from '../../demonstration/actuals-desk.ts'
import { changeSomeCare } from '../../demonstration/care-changes.ts'
import { fileSomeDocuments } from '../../demonstration/documents.ts'
import { plainPdf } from '../../demonstration/plain-pdf.ts'
import { playHistory } from '../../demonstration/history.ts'
import { demonstrationCouncils } from '../../demonstration/index.ts'
import { packRows } from '../../demonstration/make-pack.ts'
import type { CouncilProfile } from '../../demonstration/profiles.ts'
import { demoSignIns } from '../../demonstration/sign-ins.ts'
import { writePack } from '../../demonstration/write-packs.ts'
import { londonToday } from '../../platform/clock.ts'
import { systemAccountId } from '../../platform/db/scope.ts'
import { keepFile } from '../../platform/files/stored-file.ts'
import { receiveBytes } from '../../platform/files/receive-bytes.ts'
import { systemActor, type Actor } from '../../platform/work.ts'
import { filesOf } from '../../testing/files.ts'
import { type Stage } from '../../testing/stage.ts'
import { leaveAgreementActs } from './agreement-acts.ts'
import { ask } from './ask.ts'
import { rowsOfStaff } from './rows-of-staff.ts'
import { leaveSomeUndecided } from './undecided.ts'
import { priceSomeVisits } from './visit-prices.ts'

/** Both are paid by invoice and by schedule. Three companies of each: the first has every kind of story and of person. */
const codes = ['norfolk', 'gloucestershire']
const companies = 3
const mostPackages = 9

export type TwoCouncils = { readonly councilIds: readonly [string, string] }

/**
 * Two councils as the demonstration makes them, their paid periods played by the commands that people use, and what a
 * pack does not bring: conversations on every subject, notes, drafts, requests for help. Every table then has rows
 * that somebody else must not see.
 */
export async function fillTwoCouncils(stage: Stage): Promise<TwoCouncils> {
  const dir = mkdtempSync(path.join(tmpdir(), 'portal-packs-'))
  try {
    const profiles = demonstrationCouncils.filter(({ code }) => codes.includes(code)).map(small)
    for (const profile of profiles) await importCouncil(stage, dir, profile)
    await createAccounts(
      stage.db,
      demoSignIns.filter(({ councilCode }) => profiles.some(({ code }) => code === councilCode)),
    )
    const parts = { db: stage.db, now: stage.clock.now(), store: filesOf(stage).store }
    for (const { code } of profiles) await playHistory(parts, code)
    for (const { id } of await ask<{ id: string }>(stage.ownerUrl, 'select council_id as id from platform.council')) {
      await fileSomePapers(stage, id)
      await leaveAgreementActs(stage, id)
      await changeSomeCare({ db: stage.db, now: stage.clock.now() }, id)
      await keepActualsDesk({ db: stage.db, now: stage.clock.now() }, id)
    }
    await priceSomeVisits(stage)
    await leaveSomeUndecided(stage)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  const councils = await ask<{ id: string }>(
    stage.ownerUrl,
    'select council_id as id from platform.council order by code',
  )
  const [first, second] = councils.map(({ id }) => id)
  if (first === undefined || second === undefined) throw new Error('two councils were loaded')
  for (const councilId of [first, second]) await fillTheRest(stage, councilId)
  return { councilIds: [first, second] }
}

function small(profile: CouncilProfile): CouncilProfile {
  const providers = profile.providers
    .slice(0, companies)
    .map((plan) => ({ ...plan, packages: Math.min(plan.packages, mostPackages) }))
  return { ...profile, providers }
}

async function importCouncil(stage: Stage, dir: string, profile: CouncilProfile): Promise<void> {
  const folder = path.join(dir, profile.code)
  const asOf = londonToday(stage.clock.now())
  await writePack(folder, packRows(profile, { asOf, seed: 'two councils', recordedPeriods: 2 }))
  const report = await importPack(stage.db, stage.clock, folder)
  if (report.faults.length > 0) throw new Error(reportLines(report).join('\n'))
}

/** Documents on people, a file with a message, and on every agreement a scan that was struck out again. */
async function fileSomePapers(stage: Stage, councilId: string): Promise<void> {
  const { store } = filesOf(stage)
  const at = stage.clock.now()
  await fileSomeDocuments({ db: stage.db, now: at, store }, councilId)
  const agreements = await ask<{ id: string; revision: number } & Record<'provider' | 'service' | 'contract', string>>(
    stage.ownerUrl,
    `select id, revision, provider_id as provider, service_id as service, contract_id as contract
     from agreements.agreement where council_id = $1 and published_at is not null order by id`,
    [councilId],
  )
  for (const { id, revision, provider, service, contract } of agreements) {
    const scan = await receiveBytes(store, 'Signed sheet.pdf', plainPdf('Signed', ['by hand']))
    const place = { providerId: provider, serviceId: service, contractId: contract }
    const fileId = await stage.work.run(systemActor(councilId), (work) => keepFile(work, scan, place))
    await stage.build.insert('agreements.paper_signature', {
      ...{ council_id: councilId, agreement_id: id, revision },
      ...{ provider_id: provider, service_id: service, contract_id: contract, file_id: fileId },
      ...{ party: 'council', capacity: 'council', signer_name: 'Ann Example', signed_on: at, side: 'council' },
      ...{ name: scan.name, kind: scan.kind, bytes: scan.bytes },
      ...{ filed_by: systemAccountId, filer_name: 'Ann Example', filed_at: at },
      ...{ struck_at: at, striker_name: 'Ann Example', struck_reason: 'It could not be read' },
    })
  }
}

type Worker = {
  readonly councilId: string
  readonly providerId: string
  readonly accountId: string
  readonly name: string
}

/** For two companies of the council, what their people and the council's staff do beside the pack and the payments. */
async function fillTheRest(stage: Stage, councilId: string): Promise<void> {
  const workers = await ask<Worker>(
    stage.ownerUrl,
    `select distinct on (m.provider_id) m.council_id as "councilId", m.provider_id as "providerId",
       m.account_id as "accountId", m.name
     from access.membership m join access.access_grant g using (council_id)
     where m.council_id = $1 and g.membership_id = m.id and g.role = 'full' and g.mode = 'edit' and g.scope = 'organisation'
     order by m.provider_id, m.id`,
    [councilId],
  )
  for (const worker of workers) {
    await writeAboutEverything(stage, worker)
    await raiseTwo(stage, worker)
  }
  await leaveHalfDone(stage, councilId)
  await stage.build.insert('conversations.message_type', {
    council_id: councilId,
    code: 'other',
    name: 'Something else',
    team: 'payments',
    target_days: 5,
    place: 1,
  })
  await rowsOfStaff(stage, councilId)
}

/** About the organisation, each service, and a package and an agreement of each service. */
async function writeAboutEverything(stage: Stage, { councilId, providerId, accountId, name }: Worker): Promise<void> {
  const subjects = await ask<{ type: 'organisation' | 'service' | 'package' | 'agreement'; id: string }>(
    stage.ownerUrl,
    `select 'organisation' as type, $2::uuid as id
     union all select 'service', id from providers.service where council_id = $1 and provider_id = $2
     union all (select distinct on (service_id) 'package', id from care_packages.package where council_id = $1 and provider_id = $2)
     union all (select distinct on (service_id) 'agreement', id from agreements.agreement
       where council_id = $1 and provider_id = $2 and published_at is not null)`,
    [councilId, providerId],
  )
  const actor: Actor = {
    scope: { role: 'portal_provider', councilId, providerId, accountId },
    name,
    face: 'provider',
  }
  for (const about of subjects)
    await stage.work.run(actor, (work) =>
      openConversation(work, {
        key: `about ${about.id}`,
        type: 'brokerage',
        about,
        title: `A question about one ${about.type}`,
        text: 'What we ask about.',
      }),
    )
  await stage.build.insert('platform.draft', {
    council_id: councilId,
    account_id: accountId,
    provider_id: providerId,
    place: '/provider/messages/new',
    form: '/provider/messages',
    answers: {},
    kept_at: stage.clock.now(),
  })
  await stage.build.insert('actuals.calendar_feed', {
    council_id: councilId,
    provider_id: providerId,
    account_id: accountId,
    token_hash: Buffer.alloc(32, accountId),
    made_at: stage.clock.now(),
  })
  await stage.build.insert('platform.request_key', {
    council_id: councilId,
    account_id: accountId,
    key: 'a key of a form',
    body_hash: Buffer.from('body'),
    at: stage.clock.now(),
  })
  await stage.build.insert('access.help_request', {
    council_id: councilId,
    account_id: accountId,
    asked_at: stage.clock.now(),
  })
}

/** An invoice that is still a draft and one that waits for a decision, where there is care to claim for. */
async function raiseTwo(stage: Stage, { councilId, providerId, accountId, name }: Worker): Promise<void> {
  const actor: Actor = { scope: { role: 'portal_provider', councilId, providerId, accountId }, name, face: 'provider' }
  const claims = await stage.work.run(actor, ({ tx, today }) => listToRaise(tx, today))
  // One is left to raise, so that its page can be reached.
  for (const [index, claim] of claims.slice(1, 3).entries())
    await stage.work.run(actor, async (work) => {
      const created = await createInvoice(work, claim)
      if (created.ok && index === 1)
        await submitInvoice(work, { invoiceId: created.value, version: 1, ownNumber: `OUR-${name.slice(0, 3)}` })
    })
}

/** A run that waits for its release, a conversation that is closed, and somebody who is locked out. */
async function leaveHalfDone(stage: Stage, councilId: string): Promise<void> {
  const [staff] = await ask<{ accountId: string; name: string }>(
    stage.ownerUrl,
    `select m.account_id as "accountId", m.name from access.membership m join access.staff_role r using (council_id)
     where m.council_id = $1 and r.membership_id = m.id and r.role = 'payments'`,
    [councilId],
  )
  if (staff === undefined) throw new Error('a council has staff')
  const actor: Actor = {
    scope: { role: 'portal_council', councilId, accountId: staff.accountId },
    name: staff.name,
    face: 'council',
  }
  const [period] = await ask<{ id: string }>(
    stage.ownerUrl,
    `select id from payments.period p where council_id = $1 and not exists (
       select from payments.run r where r.council_id = p.council_id and r.period_id = p.id)
     and starts_on < $2 order by starts_on desc, calendar limit 1`,
    [councilId, stage.clock.now()],
  )
  if (period !== undefined) await stage.work.run(actor, (work) => prepareRun(work, { periodId: period.id }))
  const threads = await ask<{ id: string }>(
    stage.ownerUrl,
    `select distinct on (provider_id) id from conversations.conversation where council_id = $1 order by provider_id, id desc`,
    [councilId],
  )
  for (const { id } of threads)
    await stage.work.run(actor, (work) =>
      closeConversation(work, { conversationId: id, outcome: 'resolved', explanation: 'Answered.', shownMessages: 1 }),
    )
}
