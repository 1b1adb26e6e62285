import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { done, refused } from '../../core/outcome.ts'
import { aSite, type Site } from '../../testing/site.ts'
import { aStage, type Stage } from '../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../testing/visitors.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../testing/world.ts'
import { fixedClock } from '../clock.ts'
import { forgetDraftsJob } from '../forget-drafts.ts'
import { chosen, PostForm, typed } from './forms.tsx'
import { Input } from './govuk/input.tsx'
import { Radios } from './govuk/radios.tsx'
import { Page } from './page.tsx'
import type { Faces } from './server.ts'
import type { Visitor } from './visitor.ts'
import type { Web } from './web.ts'

let stage: Stage
let site: Site
let council: ACouncil
let provider: AProvider
const items = [{ value: 'yes', text: 'Yes' }]

/** A page as any capability has them: it says once that it keeps drafts, and its form says so too. */
function aPage(faces: Faces, web: Web): void {
  for (const face of [faces.provider, faces.council]) {
    const at = face.prefix
    const show = (request: Parameters<Web['form']>[0], errors: { field: string; text: string }[] = []) => {
      const form = web.form(request, { who: 'as it stands' }, errors)
      return (
        <Page heading="A page" view={web.view(request)} errors={form.errors}>
          <PostForm action={`${at}/page/act`} form={form} draft>
            <Input {...typed(form, 'who')} label="Who" />
            <Radios {...chosen(form, 'answer')} legend="Answer" items={items} />
          </PostForm>
        </Page>
      )
    }
    face.get('/page', { config: { permission: 'home.view', drafts: true } }, (request, reply) =>
      web.html(reply, show(request)),
    )
    face.post('/page/act', { config: { permission: 'home.view' } }, async (request, reply) => {
      const { who } = web.parse(z.object({ who: z.string() }), request.body)
      const outcome = await web.inWork(request, () =>
        Promise.resolve(who === 'nobody' ? refused({ code: 'nobody' }) : done(who)),
      )
      if (!outcome.ok) return web.html(reply, show(request, [{ field: 'who', text: 'Enter somebody' }]), 422)
      return reply.redirect(`${at}/page`, 303)
    })
  }
}

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  site = await aSite(stage, [aPage])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

function somebody(): Visitor {
  const visitor = aProviderVisitor(provider)
  const accountId = randomUUID()
  return { ...visitor, accountId, scope: { ...visitor.scope, accountId } }
}
const place = { _draft: '/provider/page', _form: '/provider/page/act' }
const keep = (visitor: Visitor, fields: Record<string, string>) =>
  site.send(visitor, '/drafts', { ...place, ...fields })
const open = async (visitor: Visitor, query = '') => (await site.visit(visitor, `/provider/page${query}`)).html

it('puts what was typed back into its boxes, says when it was typed, and keeps the rest of the page as it stands', async () => {
  const asha = somebody()
  expect(await open(asha)).toContain('value="as it stands"')
  expect((await keep(asha, { answer: 'yes' })).status).toBe(204)
  const again = await open(asha)
  expect(again).toContain('value="as it stands"')
  expect(again).toMatch(/value="yes"[^>]* checked|checked[^>]* value="yes"/)
  expect(again).toContain('on 10 April 2025 at 10am is still here')
})

it('adds what is typed later to what was typed before', async () => {
  const asha = somebody()
  await keep(asha, { who: 'Ben', answer: 'yes' })
  await keep(asha, { who: 'Cara' })
  const again = await open(asha)
  expect(again).toContain('value="Cara"')
  expect(again).toContain('checked')
})

it('shows it to its writer alone, at the place it was written for, on the page it was typed on', async () => {
  const asha = somebody()
  const staff = aCouncilVisitor(council, asha.accountId)
  await keep(asha, { who: 'only mine' })
  const elsewhere = aProviderVisitor(await aProvider(stage.build, council.id))
  const sameAccount = {
    ...elsewhere,
    accountId: asha.accountId,
    scope: { ...elsewhere.scope, accountId: asha.accountId },
  }
  for (const other of [somebody(), sameAccount]) expect(await open(other)).not.toContain('only mine')
  expect((await site.visit(staff, '/council/page')).html).not.toContain('only mine')
  expect(await open(asha, '?other=page')).not.toContain('only mine')
  expect(await open(asha)).toContain('only mine')
})

it('forgets it when it is sent, and keeps it when what was sent is refused', async () => {
  const asha = somebody()
  await keep(asha, { who: 'nobody' })
  const refusedPage = await site.send(asha, '/provider/page/act', { ...place, who: 'nobody' })
  expect(refusedPage.status).toBe(422)
  expect(refusedPage.html).toContain('data-draft="all"')
  expect(await open(asha)).toContain('value="nobody"')
  await site.send(asha, '/provider/page/act', { ...place, who: 'Dev' })
  expect(await open(asha)).toContain('value="as it stands"')
})

it('keeps nothing that arrives after the form was sent', async () => {
  const asha = somebody()
  await site.send(asha, '/provider/page/act', { ...place, _key: 'a form sent once', who: 'Dev' })
  await keep(asha, { _key: 'a form sent once', who: 'too slow' })
  expect(await open(asha)).not.toContain('too slow')
})

it('lets its writer begin anew', async () => {
  const asha = somebody()
  await keep(asha, { who: 'not wanted' })
  const removal = await site.send(asha, '/drafts/removal', place)
  expect([removal.status, removal.location]).toEqual([303, '/provider/page'])
  expect(await open(asha)).not.toContain('not wanted')
})

it.each([
  'password',
  'newPassword',
  'sortCode',
  'accountNumber',
  'digit-3',
  'app',
  'recovery',
  '_more',
  'securityCode',
])('never keeps %s', async (name) => {
  const asha = somebody()
  await keep(asha, { who: 'kept', [name]: 'secret' })
  const [draft] = await draftsOf(asha)
  expect(draft?.answers).toEqual({ who: 'kept' })
})

function draftsOf({ scope, accountId }: Visitor) {
  return stage.db.read(scope, (tx) =>
    tx
      .selectFrom('platform.draft')
      .select(['answers', 'place'])
      .where('council_id', '=', council.id)
      .where('account_id', '=', accountId)
      .orderBy('place')
      .execute(),
  )
}

it.each(['', 'page', '//elsewhere.example', '/\\elsewhere.example', `/${'x'.repeat(600)}`, '/two words'])(
  'takes %j for no page of ours',
  async (_draft) => {
    expect((await site.send(somebody(), '/drafts', { _draft, _form: '/provider/page/act', who: 'x' })).status).toBe(400)
    expect((await site.send(somebody(), '/drafts/removal', { _draft, _form: '/x' })).status).toBe(400)
  },
)

it('keeps no more than a form can hold', async () => {
  expect((await keep(somebody(), { who: 'x'.repeat(600_001) })).status).toBe(400)
})

it('keeps the newest fifty pages somebody has begun', async () => {
  const asha = somebody()
  for (let number = 1; number <= 52; number += 1) await insert(asha, number)
  await keep(asha, { who: 'the newest' })
  expect(await draftsOf(asha)).toHaveLength(50)
  expect(await open(asha)).toContain('the newest')
})

function insert({ accountId }: Visitor, daysAgoTenths: number) {
  return stage.build.insert('platform.draft', {
    council_id: council.id,
    account_id: accountId,
    provider_id: provider.id,
    place: `/provider/page?n=${String(daysAgoTenths)}`,
    form: '/provider/page/act',
    answers: { who: 'old' },
    kept_at: new Date(stage.clock.now().getTime() - daysAgoTenths * 8_640_000),
  })
}

it('shows nothing after a fortnight, and forgets it at night', async () => {
  const asha = somebody()
  await insert(asha, 141)
  await insert(asha, 139)
  expect(await open(asha, '?n=141')).not.toContain('value="old"')
  expect(await open(asha, '?n=139')).toContain('value="old"')
  const night = forgetDraftsJob({ db: stage.db, clock: fixedClock('2025-04-10T09:00:00Z') })
  await night.handle(stage.work, {})
  await night.handle(stage.work, {})
  expect((await draftsOf(asha)).map((draft) => draft.place)).toEqual(['/provider/page?n=139'])
})

it('keeps one draft when two windows keep at once', async () => {
  const asha = somebody()
  await Promise.all([keep(asha, { who: 'one' }), keep(asha, { answer: 'yes' }), keep(asha, { who: 'two' })])
  expect(await draftsOf(asha)).toHaveLength(1)
})

it('takes nothing from somebody who is not signed in', async () => {
  const answer = await site.send(null, '/drafts', { ...place, who: 'x' })
  expect([answer.status, answer.location]).toEqual([303, '/sign-in'])
})
