import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { discardRun } from '../../../commands/discard-run.ts'
import { askForRun } from '../../../commands/ask-for-run.ts'
import { releaseRun } from '../../../commands/release-run.ts'
import type { PrepareRefusal, ReleaseRefusal } from '../../../rules/run.ts'
import { findPreparation } from '../../../store/preparations.ts'
import { findRunOf, getPeriod } from '../../../store/runs.ts'
import { getBridge, listExceptionGroups, listProviderTotals, listSectorTotals } from '../../../store/run-preview.ts'
import { PeriodPage } from './page.tsx'
import type { Preview } from './preview.tsx'

const Params = z.object({ periodId: z.uuid() })
const Query = z.object({ after: z.string().max(200).optional(), id: z.uuid().optional().catch(undefined) })
const Release = z.object({
  runId: z.uuid(),
  shownHash: z.string().regex(/^[0-9a-f]{64}$/),
  confirmed: z.string().optional(),
  early: z.string().optional(),
})

const PREPARE_WORDS: Readonly<Record<PrepareRefusal['code'], string>> = {
  'already-prepared': 'This period is prepared already. The run below is the one',
  'already-released': 'This period is paid already, by the run below',
}
const RELEASE_WORDS: Readonly<Record<ReleaseRefusal['code'], FieldError>> = {
  'not-prepared': { field: 'main-content', text: 'This run is no longer waiting to be released' },
  'own-run': { field: 'main-content', text: 'You prepared this run, so another person must release it' },
  'lines-changed': {
    field: 'main-content',
    text: 'The lines have changed since you were shown them, and nothing was paid. Look at the run as it is now, or discard it and prepare it again',
  },
  stopped: { field: 'main-content', text: 'Something stops this run. Put it right and prepare the run again' },
  'exceptions-not-confirmed': { field: 'confirmed', text: 'Tick that you have looked at the list' },
  'early-not-confirmed': { field: 'early', text: 'Tick that you release it before the last moment to amend' },
}

export function mountPeriod(app: FastifyInstance, web: Web): void {
  app.get('/payments/:periodId', { config: { permission: 'runs.view' } }, async (request, reply) => {
    const { periodId } = web.params(request, Params)
    return show(web, request, reply, { periodId })
  })
  app.post('/payments/:periodId/run', { config: { permission: 'runs.prepare' } }, async (request, reply) => {
    const { periodId } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => askForRun(work, { periodId }))
    if (!outcome.ok) {
      const errors = [{ field: 'main-content', text: PREPARE_WORDS[outcome.refusal.code] }]
      return show(web, request, reply, { periodId, errors, status: 409 })
    }
    return reply.redirect(`/council/payments/${periodId}`, 303)
  })
  app.post('/payments/:periodId/discard', { config: { permission: 'runs.prepare' } }, async (request, reply) => {
    const { periodId } = web.params(request, Params)
    const [, run] = await web.read(request, (tx) => Promise.all([getPeriod(tx, periodId), findRunOf(tx, periodId)]))
    const outcome =
      run === undefined ? undefined : await web.inWork(request, (work) => discardRun(work, { runId: run.id }))
    if (outcome?.ok === true) web.flash(reply, 'The run is discarded. Nothing was paid')
    if (outcome?.ok !== false) return reply.redirect(`/council/payments/${periodId}`, 303)
    return show(web, request, reply, { periodId, errors: [RELEASE_WORDS['not-prepared']], status: 409 })
  })
  mountRelease(app, web)
}

function mountRelease(app: FastifyInstance, web: Web): void {
  app.post('/payments/:periodId/release', { config: { permission: 'runs.release' } }, async (request, reply) => {
    const { periodId } = web.params(request, Params)
    const { runId, shownHash, confirmed, early } = web.parse(Release, request.body)
    const release = { runId, shownHash, confirmed: confirmed === 'yes', confirmedEarly: early === 'yes' }
    const outcome = await web.inWork(request, (work) => releaseRun(work, release))
    if (!outcome.ok) {
      const { code } = outcome.refusal
      return show(web, request, reply, {
        periodId,
        values: { confirmed: confirmed ?? '', early: early ?? '' },
        errors: [RELEASE_WORDS[code]],
        status: code.endsWith('-not-confirmed') ? 422 : 409,
      })
    }
    web.flash(reply, 'The run is released and the remittances are out')
    return reply.redirect(`/council/payments/${periodId}`, 303)
  })
}

type Shown = {
  readonly periodId: string
  readonly values?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
  readonly status?: number
}

async function show(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { periodId, values = {}, errors, status }: Shown,
) {
  const { after, id } = web.parse(Query, request.query)
  const place = after === undefined || id === undefined ? undefined : { name: after, id }
  const { period, preparation, preview } = await web.read(request, (tx) => load(tx, periodId, place))
  const page = (
    <PeriodPage
      period={period}
      preparation={preparation}
      preview={preview}
      may={{
        prepare: web.may(request, 'runs.prepare'),
        release: web.may(request, 'runs.release'),
        isPreparer: preview?.run.preparedBy === web.visitor(request).accountId,
      }}
      now={web.clock.now()}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, status ?? 200)
}

async function load(tx: Tx, periodId: string, after: { name: string; id: string } | undefined) {
  const [period, run, preparation] = await Promise.all([
    getPeriod(tx, periodId),
    findRunOf(tx, periodId),
    findPreparation(tx, periodId),
  ])
  if (run === undefined) return { period, preparation, preview: undefined }
  const [providers, sectors, bridge, exceptions] = await Promise.all([
    listProviderTotals(tx, run, after),
    listSectorTotals(tx, run.id),
    getBridge(tx, run.id, period),
    listExceptionGroups(tx, run.id),
  ])
  const preview: Preview = { run, providers, sectors, bridge, exceptions }
  return { period, preparation, preview }
}
