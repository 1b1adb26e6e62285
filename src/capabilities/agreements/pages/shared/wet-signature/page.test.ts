import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aJpeg, aPdf } from '../../../../../platform/files/testing/samples.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { checkCode } from '../../../rules/check-code.ts'
import { agreementRoutes } from '../../../testing/mount.ts'
import { anAgreement, type AnAgreement } from '../../../testing/agreement.ts'

let stage: Stage
let site: Site
let provider: AProvider
let asha: Visitor
let staff: Visitor

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  asha = aProviderVisitor(provider)
  staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  site = await aSite(stage, [agreementRoutes(stage)])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function agreed(status = 'agreed'): Promise<AnAgreement> {
  const care = await aPackage(stage.build, provider)
  return anAgreement(stage.build, provider, care, { status })
}
const address = (face: 'provider' | 'council', { id }: AnAgreement, rest = '') =>
  `/${face}/agreements/${id}/paper-signatures${rest}`
const scan = (name = 'Signed.pdf', bytes: Buffer | string = aPdf()) => ({ field: 'scan', name, bytes })
const answers = ({ hash }: AnAgreement, party: 'council' | 'person') => ({
  party,
  code: checkCode(hash),
  capacity: party === 'person' ? 'representative' : '',
  relationship: party === 'person' ? 'Daughter' : '',
  signerName: 'Edna Sampson',
  'signed-day': '9',
  'signed-month': '4',
  'signed-year': '2025',
})
const file = (
  face: 'provider' | 'council',
  agreement: AnAgreement,
  party: 'council' | 'person',
  { over = {}, files = [scan()] }: { over?: Record<string, string>; files?: ReturnType<typeof scan>[] } = {},
) =>
  site.upload(
    face === 'provider' ? asha : staff,
    address(face, agreement),
    { ...answers(agreement, party), ...over },
    files,
  )

it('takes the parties in order and shows on both faces who has signed what', async () => {
  const agreement = await agreed()
  const before = await site.visit(asha, address('provider', agreement))
  expect(before.text).toMatch(/Council Waiting Signs on paper Person or representative Not yet Signs on paper/)
  expect(before.html).not.toContain('name="scan"')
  expect((await file('council', agreement, 'council')).status).toBe(303)
  expect((await file('provider', agreement, 'person', { files: [scan('IMG 1.JPG', aJpeg())] })).status).toBe(303)
  for (const [visitor, face] of [
    [asha, 'provider'],
    [staff, 'council'],
  ] as const) {
    const { text, html } = await site.visit(visitor, address(face, agreement))
    expect(text).toMatch(/Provider Signed Agreed before the portal was used Council Signed Edna Sampson, 9 April 2025/)
    expect(text).toMatch(/representative Signed Edna Sampson \(Daughter\), 9 April 2025\. IMG 1\.JPG/)
    const [, link = ''] = /href="([^"]+paper-signatures\/[0-9a-f-]{36})"/.exec(html) ?? []
    const given = await site.visit(visitor, link)
    expect([given.status, String(given.headers['content-disposition']).startsWith('attachment')]).toEqual([200, true])
  }
})

it('prints a sheet whose squares and code lead back to where its scan is filed', async () => {
  const agreement = await agreed()
  const sheet = await site.visit(asha, address('provider', agreement, '/sheet'))
  expect(sheet.text).toContain(checkCode(agreement.hash))
  expect(sheet.html).toContain('QR code that leads to the page where the scan of this sheet is filed')
  for (const [visitor, face] of [
    [asha, 'provider'],
    [staff, 'council'],
  ] as const) {
    const led = await site.visit(visitor, `/paper/${agreement.hash}`)
    expect(led.location).toMatch(`${address(face, agreement)}?code=`)
    expect((await site.visit(visitor, led.location)).status).toBe(200)
  }
  expect((await site.visit(staff, led(agreement))).html).toContain(`value="${checkCode(agreement.hash)}"`)
  expect((await site.visit(asha, `/paper/${'0'.repeat(64)}`)).status).toBe(404)
})
const led = (agreement: AnAgreement) =>
  `${address('council', agreement)}?${new URLSearchParams({ code: checkCode(agreement.hash) }).toString()}`

describe('a scan', () => {
  it.each([
    ['with the code of another sheet', { code: 'AAAA BBBB CCCC DDDD EEEE' }, [scan()], 'not of this agreement'],
    ['without a name', { signerName: '' }, [scan()], 'Enter the name of who signed'],
    ['of tomorrow', { 'signed-day': '11' }, [scan()], 'must be today or in the past'],
    [
      'of before the text was there',
      { 'signed-day': '31', 'signed-month': '3' },
      [scan()],
      'must be 1 April 2025, when this text was published, or later',
    ],
    ['of no day', { 'signed-day': '', 'signed-month': '', 'signed-year': '' }, [scan()], 'Enter the day on which'],
    ['that is missing', {}, [], 'Select the scan'],
    ['that is a Word document', {}, [scan('a.txt', 'signed')], 'must be a PDF, PNG or JPEG'],
    ['with a script', {}, [scan('a.pdf', '<svg>')], 'The file holds a script'],
  ])('is refused and leaves nothing: %s', async (_what, over, files, said) => {
    const agreement = await agreed()
    const left = site.filesLeft().length
    const answer = await file('council', agreement, 'council', { over, files })
    expect([answer.status, answer.text.includes(said)]).toEqual([422, true])
    expect(site.filesLeft()).toHaveLength(left)
  })
  it('of the person needs who signed, and how they act', async () => {
    const agreement = await agreed()
    await file('council', agreement, 'council')
    expect((await file('provider', agreement, 'person', { over: { capacity: '' } })).text).toContain(
      'Select who signed',
    )
    expect((await file('provider', agreement, 'person', { over: { relationship: ' ' } })).text).toContain(
      'how they act for',
    )
  })
  it('is filed once for two clicks, and one of two people’s is refused', async () => {
    const agreement = await agreed()
    const once = { _key: randomUUID() }
    const clicks = await Promise.all([
      file('council', agreement, 'council', { over: once }),
      file('council', agreement, 'council', { over: once }),
    ])
    expect(clicks.map(({ status }) => status)).toEqual([303, 303])
    const people = await Promise.all([file('provider', agreement, 'person'), file('council', agreement, 'person')])
    expect(people.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(people.find(({ status }) => status === 422)?.text).toContain('was filed by somebody else')
  })
  it('is not the provider’s to file for the council, nor anybody’s before it is agreed', async () => {
    expect((await file('provider', await agreed(), 'council')).status).toBe(400)
    const early = await file('provider', await agreed(), 'person')
    expect([early.status, early.text.includes('an earlier one is still missing')]).toEqual([422, true])
    const waiting = await file('council', await agreed('published'), 'council')
    expect([waiting.status, waiting.text.includes('has agreed can be signed')]).toEqual([422, true])
  })
  it('can be struck out by the council with a reason, stays to be read and makes room for another', async () => {
    const agreement = await agreed()
    await file('council', agreement, 'council')
    const [, id = ''] =
      /paper-signatures\/([0-9a-f-]{36})\/striking/.exec(
        (await site.visit(staff, address('council', agreement))).html,
      ) ?? []
    const strike = (reason: string) => site.send(staff, address('council', agreement, `/${id}/striking`), { reason })
    expect((await strike(' ')).text).toContain('Enter why the scan does not count')
    expect((await strike('Unreadable')).status).toBe(303)
    expect((await strike('Unreadable')).text).toContain('struck this scan out already')
    expect((await site.visit(asha, address('provider', agreement))).text).toMatch(
      /Struck out by Cara Test, .*: Unreadable/,
    )
    expect((await file('council', agreement, 'council')).status).toBe(303)
  })
  it('is nowhere to another provider', async () => {
    const agreement = await agreed()
    await file('council', agreement, 'council')
    const stranger = aProviderVisitor(await aProvider(stage.build, provider.councilId))
    const [, link = ''] =
      /href="([^"]+paper-signatures\/[0-9a-f-]{36})"/.exec(
        (await site.visit(asha, address('provider', agreement))).html,
      ) ?? []
    for (const asked of [
      link,
      address('provider', agreement),
      address('provider', agreement, '/sheet'),
      `/paper/${agreement.hash}`,
    ])
      expect((await site.visit(stranger, asked)).status).toBe(404)
  })
})

describe('in the council’s own order', () => {
  const rules = (over: Record<string, string>) =>
    site.send(staff, '/council/agreements/reminders/settings', {
      respondWithin: '10',
      paperOrder: 'person,provider,council',
      providerByScan: 'yes',
      ...over,
    })
  const provides = (agreement: AnAgreement) =>
    file('provider', agreement, 'person', { over: { party: 'provider', capacity: '', relationship: '' } })
  const countIt = async (agreement: AnAgreement) => {
    const { html } = await site.visit(staff, address('council', agreement))
    const [, id = ''] = /paper-signatures\/([0-9a-f-]{36})\/agreement/.exec(html) ?? []
    return { id, answer: await site.send(staff, address('council', agreement, `/${id}/agreement`), {}) }
  }
  beforeAll(async () => {
    expect((await rules({})).status).toBe(303)
  })
  afterAll(async () => {
    await rules({ paperOrder: 'provider,council,person', providerByScan: '' })
  })

  it('takes the person first, then the provider on paper, and is agreed once the council confirms it', async () => {
    const agreement = await agreed('published')
    const early = await provides(agreement)
    expect([early.status, early.text.includes('an earlier one is still missing')]).toEqual([422, true])
    expect((await file('provider', agreement, 'person')).status).toBe(303)
    expect((await provides(agreement)).status).toBe(303)
    expect((await site.visit(asha, address('provider', agreement))).text).toContain('To be confirmed')
    const shown = await site.visit(staff, address('council', agreement))
    expect(shown.text).toContain('Nobody called Edna Sampson may sign for this provider')
    const { id, answer } = await countIt(agreement)
    expect(answer.status).toBe(303)
    expect((await site.visit(staff, `/council/agreements/${agreement.id}`)).text).toContain(
      'Signed “Edna Sampson” on paper',
    )
    const again = await site.send(staff, address('council', agreement, `/${id}/agreement`), {})
    expect([again.status, again.text.includes('answered or withdrawn in the meantime')]).toEqual([422, true])
    const struck = await site.send(staff, address('council', agreement, `/${id}/striking`), { reason: 'No' })
    expect(struck.text).toContain('rests on this scan')
    expect((await file('council', agreement, 'council')).status).toBe(303)
  })

  it('prints the lines in that order, and lets the council file nothing for the provider', async () => {
    const agreement = await agreed('published')
    const sheet = await site.visit(asha, address('provider', agreement, '/sheet'))
    expect(sheet.text).toMatch(/or somebody who acts for them:.*For the provider.*For the council/)
    await file('council', agreement, 'person')
    const forThem = await file('council', agreement, 'council', { over: { party: 'provider', capacity: '' } })
    expect(forThem.status).toBe(400)
  })

  it('agrees once, though two people confirm at once', async () => {
    const agreement = await agreed('published')
    await file('provider', agreement, 'person')
    await provides(agreement)
    const answers = await Promise.all([countIt(agreement), countIt(agreement)])
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([303, 422])
  })
})

it('leads from the code on a sheet to where it is filed, and says so when it is nobody’s', async () => {
  const agreement = await agreed()
  for (const [visitor, face] of [
    [asha, 'provider'],
    [staff, 'council'],
  ] as const) {
    expect((await site.visit(visitor, `/${face}/agreements/signed-sheet`)).text).toContain('File a signed sheet')
    const code = encodeURIComponent(checkCode(agreement.hash).toLowerCase())
    const led = await site.visit(visitor, `/${face}/agreements/signed-sheet?code=${code}`)
    expect(led.location).toMatch(`${address(face, agreement)}?code=`)
    const none = await site.visit(visitor, `/${face}/agreements/signed-sheet?code=${'0'.repeat(20)}`)
    expect([none.status, none.text.includes('No agreement that you may see has this one')]).toEqual([422, true])
  }
  const stranger = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  const asked = `/provider/agreements/signed-sheet?code=${encodeURIComponent(checkCode(agreement.hash))}`
  expect((await site.visit(stranger, asked)).status).toBe(422)
})
