import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember } from '../../../../../testing/world.ts'
import { requestChange } from '../../../commands/request-change.ts'
import { bothSides, type Both } from '../../../testing/both-sides.ts'

let both: Both
let id: string
beforeAll(async () => {
  both = await bothSides()
  const asked = await both.stage.work.run(both.asha, (work) =>
    requestChange(work, {
      field: 'legal-name',
      serviceId: null,
      shownVersion: 1,
      typed: { value: 'Elm House Group Ltd' },
      evidence: 'Renamed at Companies House',
      effectiveOn: localDate('2025-04-10'),
    }),
  )
  if (!asked.ok) throw new Error(asked.refusal.code)
  id = asked.value.id
})
afterAll(() => both.close())

const visit = (address: string) => both.site.visit(both.caraVisits, address)
const address = () => `/council/organisation-changes/${id}`

it('finds organisations by name and by supplier number', async () => {
  expect((await visit('/council/organisations')).text).toContain('Changes to decide (1)')
  const found = await visit('/council/organisations?q=elm')
  expect(found.text).toContain('Elm House Elm House Ltd')
  expect(found.text).not.toContain('Oak House')
  expect((await visit(`/council/organisations?q=${both.other.id.slice(0, 8)}`)).text).toContain('Oak House')
  expect((await visit('/council/organisations?q=%25')).text).toContain('Nothing is found for ‘%’')
})

it('pages fifty at a time through more organisations, in the order of their names', async () => {
  const council = await aCouncil(both.stage.build)
  const { accountId } = await aMember(both.stage.build, council.id, null, ['portal-administration'])
  for (let number = 0; number < 53; number += 1)
    await both.stage.build.insert('providers.organisation', {
      council_id: council.id,
      reference: `R${String(number)}`,
      legal_name: 'Same Ltd',
      trading_name: number < 3 ? 'Zed' : 'Same',
    })
  const clerk = aCouncilVisitor(council, accountId)
  const first = await both.site.visit(clerk, '/council/organisations')
  expect(first.text.match(/Same Ltd/g)).toHaveLength(50)
  const next = /href="(\/council\/organisations\?q=&amp;after[^"]+)"/.exec(first.html)?.[1] ?? ''
  const second = await both.site.visit(clerk, next.replaceAll('&amp;', '&'))
  expect(second.text.match(/Zed Same Ltd/g)).toHaveLength(3)
})

it('shows an organisation with what is under way', async () => {
  const { text, status } = await visit(`/council/organisations/${both.provider.id}`)
  expect(status).toBe(200)
  expect(text).toContain('Under way')
  expect(text).toContain('Nobody is named for contracts and agreements')
  expect(text).toContain('Legal name Elm House Ltd Elm House Group Ltd')
  expect(text).toContain('Elm House at home (S')
})

it('lists what waits with old and new, and asks for a decision and a reason', async () => {
  const queue = await visit('/council/organisation-changes')
  expect(queue.text).toContain('Elm House Ltd Elm House Group Ltd')
  expect(queue.html).toMatch(/<a[^>]*href="\/council\/organisations" aria-current="page"/)
  expect((await visit(address())).text).toContain('Renamed at Companies House')
  const nothing = await both.site.send(both.caraVisits, `${address()}/decision`, { version: '1', reason: 'Seen' })
  expect(nothing.status).toBe(422)
  expect(nothing.html).toContain('href="#kind"')
  expect(nothing.html).toContain('Seen</textarea>')
  const noReason = await both.site.send(both.caraVisits, `${address()}/decision`, { version: '1', kind: 'approve' })
  expect(noReason.html).toContain('href="#reason"')
  const stale = await both.site.send(both.caraVisits, `${address()}/decision`, {
    version: '7',
    kind: 'approve',
    reason: 'Seen',
  })
  expect(stale.text).toContain('changed while you had it open')
})

it('approves, and says on both sides who did and why', async () => {
  const fields = { version: '1', kind: 'approve', reason: 'Agrees with the register' }
  const { status, location } = await both.site.send(both.caraVisits, `${address()}/decision`, fields)
  expect([status, location]).toEqual([303, '/council/organisation-changes'])
  const late = await both.site.send(both.devVisits, `${address()}/decision`, fields)
  expect(late.status).toBe(422)
  expect(late.text).toContain('decided or withdrawn in the meantime')
  const provider = await both.site.visit(both.provides, `/provider/organisation/requests/${id}`)
  expect(provider.text).toContain('Approved by Cara Test')
  expect(provider.text).toContain('Agrees with the register')
  expect((await both.site.visit(both.provides, '/provider/organisation')).text).toContain(
    'Legal name Elm House Group Ltd',
  )
})

it('lets nobody decide without the permission, or for another council', async () => {
  const reader = aCouncilVisitor(both.council, both.caraVisits.accountId, { permissions: ['organisation.view'] })
  const fields = { version: '1', kind: 'approve', reason: 'x' }
  expect((await both.site.send(reader, `${address()}/decision`, fields)).status).toBe(403)
  const council = await aCouncil(both.stage.build)
  const { accountId } = await aMember(both.stage.build, council.id, null, ['portal-administration'])
  const stranger = aCouncilVisitor(council, accountId)
  for (const foreign of [address(), `/council/organisations/${both.provider.id}`])
    expect((await both.site.visit(stranger, foreign)).status).toBe(404)
  expect((await both.site.send(stranger, `${address()}/decision`, fields)).status).toBe(404)
})
