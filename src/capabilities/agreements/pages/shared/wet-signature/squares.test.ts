import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBilevelImage, aScan, aScannedPdf } from '../../../../../platform/files/testing/squares.ts'
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

async function agreed(of = provider): Promise<AnAgreement> {
  return anAgreement(stage.build, of, await aPackage(stage.build, of), { status: 'agreed' })
}
const address = (face: 'provider' | 'council', { id }: AnAgreement) => `/${face}/agreements/${id}/paper-signatures`
const squares = ({ hash }: AnAgreement) => `https://portal.test/paper/${hash}`
const signed = { signerName: 'Edna Sampson', 'signed-day': '9', 'signed-month': '4', 'signed-year': '2025' }
const scanOf = (bytes: Buffer, name = 'Scan.png') => [{ field: 'scan', name, bytes }]
const file = (at: AnAgreement, bytes: Buffer, over: Record<string, string> = {}) =>
  site.upload(staff, address('council', at), { party: 'council', code: '', ...signed, ...over }, scanOf(bytes))

describe('the squares on a scan', () => {
  it('name its agreement, so that no code is typed', async () => {
    const agreement = await agreed()
    expect((await file(agreement, aScan(squares(agreement)))).status).toBe(303)
    const { text } = await site.visit(staff, address('council', agreement))
    expect(text).toMatch(/Council Signed Edna Sampson, 9 April 2025\. Scan\.png/)
  })

  it('are read in a PDF of black and white pages, and on a paper that was printed to be checked', async () => {
    const [one, two] = [await agreed(), await agreed()]
    const pages = aScannedPdf([aBilevelImage(squares(one))])
    const sent = site.upload(
      staff,
      address('council', one),
      { party: 'council', ...signed },
      scanOf(pages, 'Signed.pdf'),
    )
    expect((await sent).status).toBe(303)
    expect((await file(two, aScan(`https://portal.test/check?document=${two.hash}`))).status).toBe(303)
  })

  it('that cannot be read leave it to the code', async () => {
    const agreement = await agreed()
    const without = await file(agreement, aScan('of something else'))
    expect([without.status, without.text.includes('squares on this scan cannot be read')]).toEqual([422, true])
    expect((await file(agreement, aScan('of something else'), { code: checkCode(agreement.hash) })).status).toBe(303)
  })

  it('bring a scan of another agreement to that one, where it is filed once and nothing is here', async () => {
    const [here, there] = [await agreed(), await agreed()]
    const left = site.filesLeft().length
    const brought = await file(here, aScan(squares(there)), { code: checkCode(here.hash) })
    expect(brought.status).toBe(303)
    expect(brought.location).toMatch(`${address('council', there)}?code=`)
    const page = await site.visit(staff, brought.location)
    expect(page.text).toMatch(
      /Scan\.png \(.*\) is here: .* of this agreement, and not of the one where you chose it\. It is not/,
    )
    const [, held = ''] = /name="held" value="([^"]+)"/.exec(page.html) ?? []
    const fields = { party: 'council', code: '', held, ...signed }
    const faulty = await site.upload(staff, address('council', there), { ...fields, signerName: '' }, [])
    expect([faulty.status, faulty.html.includes(held), faulty.text.includes('Choose your file again')]).toEqual([
      422,
      true,
      false,
    ])
    const filed = await site.upload(staff, address('council', there), fields, [])
    expect(filed.status).toBe(303)
    const again = await site.upload(staff, address('council', there), fields, [])
    expect(again.status).toBe(422)
    expect((await site.visit(staff, address('council', there))).text).toContain('Council Signed Edna Sampson')
    expect((await site.visit(staff, address('council', here))).text).toContain('Council Waiting')
    expect(site.filesLeft()).toHaveLength(left + 1)
  })

  it('of an agreement that one may not see are refused with one sentence, and leave nothing', async () => {
    const mine = await anAgreement(stage.build, provider, await aPackage(stage.build, provider), { status: 'agreed' })
    await file(mine, aScan(squares(mine)))
    const theirs = await agreed(await aProvider(stage.build, provider.councilId))
    const left = site.filesLeft().length
    const fields = { party: 'person', capacity: 'person', code: checkCode(mine.hash), ...signed }
    const answer = await site.upload(asha, address('provider', mine), fields, scanOf(aScan(squares(theirs))))
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The squares on this scan are of another agreement, so it was not filed here')
    expect(answer.text).not.toContain(theirs.reference)
    expect(site.filesLeft()).toHaveLength(left)
  })

  it('held by one person cannot be filed by another', async () => {
    const [here, there] = [await agreed(), await agreed()]
    const brought = await file(here, aScan(squares(there)))
    const held = new URL(brought.location, 'https://portal.test').searchParams.get('held') ?? ''
    const other = await aMember(stage.build, provider.councilId, null, ['brokerage'])
    const colleague = aCouncilVisitor({ id: provider.councilId, code: 'c' }, other.accountId)
    const fields = { party: 'council', code: checkCode(there.hash), held, ...signed }
    const answer = await site.upload(colleague, address('council', there), fields, [])
    expect([answer.status, answer.text.includes('Select the scan')]).toEqual([422, true])
  })
})

describe('a sheet in the hand', () => {
  const send = (visitor: Visitor, face: 'provider' | 'council', bytes: Buffer | undefined) =>
    site.upload(visitor, `/${face}/agreements/signed-sheet`, {}, bytes === undefined ? [] : scanOf(bytes))

  it('leads to its agreement by its scan alone, on both faces', async () => {
    const agreement = await agreed()
    for (const [visitor, face] of [
      [asha, 'provider'],
      [staff, 'council'],
    ] as const) {
      const led = await send(visitor, face, aScan(squares(agreement)))
      expect(led.location).toMatch(new RegExp(`^${address(face, agreement)}\\?code=.*&held=`))
      expect((await site.visit(visitor, led.location)).text).toContain('Scan.png')
    }
  })

  it('says when it is not the provider’s turn, and keeps the scan out', async () => {
    const agreement = await agreed()
    const led = await send(asha, 'provider', aScan(squares(agreement)))
    const { text, html } = await site.visit(asha, led.location)
    expect(text).toContain('Scan.png is of this agreement, but there is nothing for you to file here now')
    expect(html).not.toContain('name="held"')
  })

  it.each([
    ['without a scan', undefined, 'Select the scan of the signed sheet'],
    ['without squares of ours', aScan('of something else'), 'The squares on this scan cannot be read'],
    [
      'with squares of nobody',
      aScan(`https://portal.test/paper/${'0'.repeat(64)}`),
      'of no agreement that you may see',
    ],
  ])('is asked for again %s, and leaves nothing', async (_, bytes, said) => {
    const left = site.filesLeft().length
    const answer = await send(staff, 'council', bytes)
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(new RegExp(said))
    expect(site.filesLeft()).toHaveLength(left)
  })
})
