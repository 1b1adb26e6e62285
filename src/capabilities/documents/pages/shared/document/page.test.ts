import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPdf } from '../../../../../platform/files/testing/samples.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aPackage, aProvider } from '../../../../../testing/world.ts'
import { aDocument, bothSides, type Both } from '../../../testing/site.ts'

let both: Both
beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const file = (name = 'Plan.pdf', bytes: Buffer | string = aPdf()) => ({ field: 'file', name, bytes })
const answers = () => ({
  place: `${both.provider.serviceId}_${both.provider.contractId}`,
  type: 'care-plan',
  title: 'Plan after discharge',
  'dated-day': '1',
  'dated-month': '4',
  'dated-year': '2025',
  note: '',
})
const fileAs = (face: 'provider' | 'council', over: Record<string, string> = {}, files = [file()]) =>
  both.site.upload(
    face === 'provider' ? both.provides : both.brokers,
    `/${face}/documents/of/${both.care.personId}`,
    { ...answers(), ...over },
    files,
  )

describe.each(['provider', 'council'] as const)('on the %s face', (face) => {
  const visitor = () => (face === 'provider' ? both.provides : both.brokers)

  it('finds the person, files a document and shows it', async () => {
    const found = await both.site.visit(visitor(), `/${face}/documents/new?q=Test`)
    expect(found.html).toContain(`/${face}/documents/new?personId=${both.care.personId}`)
    expect((await both.site.visit(visitor(), `/${face}/documents/new?q=nobody`)).text).toContain('Nobody matches')
    const form = await both.site.visit(visitor(), `/${face}/documents/new?personId=${both.care.personId}`)
    expect(form.text).toContain('up to 20MB. Both sides see who opened it')
    const filed = await fileAs(face, { title: `Plan of the ${face}` })
    expect(filed.status).toBe(303)
    const page = await both.site.visit(visitor(), filed.location)
    expect(page.text).toMatch(/Version 1: Plan\.pdf PDF, \d+ bytes 1 April 2025 10 April 2025 at 10am by/)
    expect((await both.site.visit(visitor(), `/${face}/documents`)).text).toContain(`Plan of the ${face}`)
  })

  it('gives a version to be saved, and says who opened it to both sides', async () => {
    const id = await aDocument(both, face === 'provider' ? both.staff : both.asha)
    const given = await both.site.visit(visitor(), `/${face}/documents/${id}/versions/1`)
    expect([given.status, given.html.slice(0, 5)]).toEqual([200, '%PDF-'])
    expect(String(given.headers['content-disposition'])).toMatch(/^attachment/)
    const who = face === 'provider' ? 'Asha Test' : 'Cara Test'
    const other = face === 'provider' ? 'council' : 'provider'
    const seen = await both.site.visit(face === 'provider' ? both.brokers : both.provides, `/${other}/documents/${id}`)
    expect(seen.text).toContain(`${who}, 10 April 2025 at 10am`)
  })

  it('files a new version once for two clicks, and not over one that was not on the page', async () => {
    const id = await aDocument(both, both.staff)
    const send = (over = {}) => {
      const fields = { ...answers(), shownVersion: '1', note: 'Fewer carers', _key: `key-${id}`, ...over }
      return both.site.upload(visitor(), `/${face}/documents/${id}/versions`, fields, [file()])
    }
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([303, 303])
    const stale = await send({ _key: 'another key' })
    expect([stale.status, stale.text.includes('Somebody filed a newer version')]).toEqual([422, true])
    expect(stale.html).toContain('Fewer carers')
    expect((await both.site.visit(visitor(), `/${face}/documents/${id}`)).text).toContain('Version 2')
  })

  it.each([
    ['no kind', { type: '' }, [file()], 'Select what kind of document it is'],
    ['no title', { title: ' ' }, [file()], 'Enter a title'],
    ['no such day', { 'dated-day': '31', 'dated-month': '2' }, [file()], 'Enter the date of the document'],
    ['a day ahead', { 'dated-year': '2026' }, [file()], 'must be today or in the past'],
    ['no service', { place: '' }, [file()], 'Select which service it is for'],
    ['no file', {}, [], 'Select a file'],
    ['a hostile file', {}, [file('a.pdf', '<script>')], 'The file holds a script'],
    ['a password', {}, [file('a.pdf', aPdf({ trailer: '/Encrypt 9 0 R' }))], 'protected by a password'],
    ['a long note beside a good file', { note: 'x'.repeat(2_001) }, [file()], 'Choose your file again'],
  ])('keeps what was typed and nothing else: %s', async (_what, over, files, said) => {
    await aPackage(both.stage.build, both.provider)
    const left = both.site.filesLeft().length
    const { status, text, html } = await fileAs(face, { title: 'Kept title', ...over }, files)
    expect([status, text.includes(said)]).toEqual([422, true])
    expect(html).toContain('title' in over ? 'value=" "' : 'Kept title')
    expect(both.site.filesLeft()).toHaveLength(left)
  })

  it('withdraws what it filed itself, and says so to everybody', async () => {
    const [own, theirs] = face === 'provider' ? [both.asha, both.staff] : [both.staff, both.asha]
    const [mine, other] = [await aDocument(both, own), await aDocument(both, theirs)]
    const withdraw = (id: string, reason = 'Wrong person') =>
      both.site.send(visitor(), `/${face}/documents/${id}/withdrawal`, { reason })
    expect((await withdraw(mine, '')).text).toContain('Enter why the document is withdrawn')
    expect((await withdraw(mine)).status).toBe(303)
    expect((await withdraw(mine)).status).toBe(422)
    const page = await both.site.visit(visitor(), `/${face}/documents/${mine}`)
    expect(page.text).toMatch(/Withdrawn by \w+ Test, 10 April 2025 at 10am: Wrong person/)
    expect((await both.site.visit(visitor(), `/${face}/documents/${mine}/versions/1`)).status).toBe(404)
    expect((await withdraw(other)).status).toBe(422)
  })

  it('takes one version back, after which the one before counts, and says so in the history', async () => {
    const own = face === 'provider' ? both.asha : both.staff
    const id = await aDocument(both, face === 'provider' ? both.staff : both.asha)
    const first = await both.site.visit(visitor(), `/${face}/documents/${id}`)
    expect(first.text).not.toContain('Withdraw one version')
    const fields = { ...answers(), shownVersion: '1', note: '' }
    await both.site.upload(visitor(), `/${face}/documents/${id}/versions`, fields, [file('wrong person.pdf')])
    const page = await both.site.visit(visitor(), `/${face}/documents/${id}`)
    expect(page.text).toContain(`Version 2: wrong person.pdf, filed by ${own.name}`)
    expect(page.text.includes('Version 1: Care plan.pdf, filed by')).toBe(face === 'council')
    const withdraw = (number: string, reason = 'About somebody else') =>
      both.site.send(visitor(), `/${face}/documents/${id}/version-withdrawal`, {
        'version-number': number,
        'version-reason': reason,
      })
    expect((await withdraw('')).text).toContain('Select which version is withdrawn')
    expect((await withdraw('2', ' ')).text).toContain('Enter why the version is withdrawn')
    expect((await withdraw('2')).status).toBe(303)
    expect((await withdraw('2')).status).toBe(422)
    for (const [other, reader] of [
      ['provider', both.provides],
      ['council', both.brokers],
    ] as const) {
      const after = await both.site.visit(reader, `/${other}/documents/${id}`)
      expect(after.text).toMatch(/Withdrawn by \w+ Test, 10 April 2025 at 10am: About somebody else/)
      expect(after.html).not.toContain(`/documents/${id}/versions/2"`)
      expect((await both.site.visit(reader, `/${other}/documents/${id}/versions/2`)).status).toBe(404)
      expect((await both.site.visit(reader, `/${other}/documents/${id}/versions/1`)).status).toBe(200)
    }
  })

  it('filters by kind, words, person and days, and says what to do when nothing matches', async () => {
    const id = await aDocument(both, both.staff, { type: 'review', title: `Wheelchair ${face}` })
    const search = async (query: string) =>
      (await both.site.visit(visitor(), `/${face}/documents?${query}`)).html.includes(id)
    expect(await search('type=review&words=wheelchairs&person=test&from=1%2F4%2F2025&to=1.4.2025')).toBe(true)
    expect(await search('type=care-plan&words=wheelchairs')).toBe(false)
    expect(await search(`personId=${both.care.personId}`)).toBe(true)
    expect(await search('new=yes&words=wheelchair')).toBe(face === 'provider')
    expect((await both.site.visit(visitor(), `/${face}/documents`)).text).toMatch(/new to you/)
    const none = await both.site.visit(visitor(), `/${face}/documents?words=zebra&from=nonsense`)
    expect(none.text).toContain('No document matches')
  })
})

it('is nowhere to a stranger, and gives no forms to whoever only reads', async () => {
  const id = await aDocument(both, both.staff)
  const stranger = aProviderVisitor(await aProvider(both.stage.build, both.provider.councilId))
  const reader = aProviderVisitor(both.provider, { permissions: ['documents.view'] })
  for (const address of ['', '/versions/1'])
    expect((await both.site.visit(stranger, `/provider/documents/${id}${address}`)).status).toBe(404)
  const asked = await both.site.upload(stranger, `/provider/documents/of/${both.care.personId}`, answers(), [file()])
  expect(asked.status).toBe(404)
  expect((await both.site.visit(reader, `/provider/documents/${id}`)).text).not.toContain('File a new version')
  expect((await both.site.visit(reader, '/provider/documents/new')).status).toBe(403)
})

it('reads on over pages of fifty', async () => {
  const fresh = await aProvider(both.stage.build, both.provider.councilId)
  const care = await aPackage(both.stage.build, fresh)
  for (let n = 0; n < 51; n += 1)
    await both.stage.build.insert('documents.document', {
      council_id: fresh.councilId,
      provider_id: fresh.id,
      service_id: fresh.serviceId,
      contract_id: fresh.contractId,
      person_id: care.personId,
      type: 'review',
      title: `Review ${String(n)}`,
      dated_on: '2025-01-01',
      side: 'council',
      first_filed_by: 'council',
      filed_at: new Date(1_740_000_000_000 + n),
    })
  const visitor = aProviderVisitor(fresh)
  const first = await both.site.visit(visitor, '/provider/documents?type=review')
  const [, next = ''] = /href="([^"]+after=[^"]+)"/.exec(first.html) ?? []
  expect(first.text).toContain('Review 50')
  expect(first.text).not.toContain('Review 0 ')
  expect((await both.site.visit(visitor, next.replaceAll('&amp;', '&'))).text).toContain('Review 0 ')
})

describe('the list', () => {
  it('says at its box that a day is none, keeps it, and lists as if it had not been asked', async () => {
    await aDocument(both, both.staff, { title: 'Plan with a day' })
    const { status, text, html } = await both.site.visit(
      both.provides,
      '/provider/documents?from=31/2/2026&to=1/1/2027',
    )
    expect([status, text.includes('Error: Enter a date, like 27/3/2026')]).toEqual([422, true])
    expect(html).toMatch(/<input[^>]*id="from"[^>]*value="31\/2\/2026"/)
    expect(text).toContain('Plan with a day')
  })

  it('leaves as a file of the same rows, on each face its own', async () => {
    await aDocument(both, both.staff, { title: 'Plan, in a file' })
    const path = '/provider/documents.csv?words=file'
    expect((await both.site.visit(both.provides, '/provider/documents?words=file')).html).toContain(
      '/provider/documents.csv?words=file',
    )
    const { html } = await both.site.visit(both.provides, path)
    expect(html).toMatch(/"Plan, in a file",Care plan,.*,2025-04-01,2025-04-10,Council,1,(Yes|No)/)
    const stranger = aProviderVisitor(await aProvider(both.stage.build, both.provider.councilId))
    expect((await both.site.visit(stranger, path)).html.trim().split('\n')).toHaveLength(1)
    expect((await both.site.visit(both.brokers, '/council/documents.xlsx')).status).toBe(200)
  })

  it('leads to a message about the care of the document, filled in with which one is meant and with no name', async () => {
    await aDocument(both, both.staff)
    const { html } = await both.site.visit(both.provides, '/provider/documents')
    expect(html).toContain(`/provider/messages/new?package=${both.care.id}&amp;title=Care+plan+dated+1+April+2025`)
    expect((await both.site.visit(both.brokers, '/council/documents')).html).not.toContain('messages/new')
  })
})
