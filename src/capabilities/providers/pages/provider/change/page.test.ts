import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { bothSides, type Both } from '../../../testing/both-sides.ts'

let both: Both
beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const change = (field: string) => `/provider/organisation/changes/${field}`
const ofService = (field: string, id = both.provider.serviceId) =>
  `/provider/organisation/services/${id}/changes/${field}`
const visit = (address: string) => both.site.visit(both.provides, address)
async function send(address: string, fields: Readonly<Record<string, string | readonly string[]>>) {
  const { html } = await visit(address)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '1'
  return both.site.send(both.provides, address, { version, ...fields })
}
const reviewed = {
  'effective-day': '10',
  'effective-month': '4',
  'effective-year': '2025',
  evidence: 'See the register',
}

it('shows what the council knows, and whom nobody has named', async () => {
  const { text, status } = await visit('/provider/organisation')
  expect(status).toBe(200)
  expect(text).toContain('Legal name Elm House Ltd Change legal name')
  expect(text).toContain('Nobody is named for contracts and agreements, remittance advice, safeguarding and questions')
  expect(text).toContain('Bank account Not shown here. To change it, telephone Test Council')
  expect(text).toContain('Elm House at home')
})

it('changes a telephone number at once and says so', async () => {
  const { status, location } = await send(change('phone'), { value: '01632 960 001' })
  expect([status, location]).toEqual([303, '/provider/organisation'])
  expect((await visit('/provider/organisation')).text).toContain('Telephone number 01632 960 001')
})

it('asks for a name, shows old and new side by side, and takes it back', async () => {
  const { status, location } = await send(change('trading-name'), { value: 'Elm Group', ...reviewed })
  expect(status).toBe(303)
  const request = await visit(location)
  expect(request.text).toContain('Trading name Elm House Elm Group')
  expect(request.text).toContain('Waiting The council has not decided yet')
  expect((await visit('/provider/organisation')).text).toContain('Under way trading name')
  const again = await visit(change('trading-name'))
  expect(again.html).toContain(`href="${location}"`)
  expect(again.html).not.toContain('id="change"')
  const second = await both.site.send(both.provides, change('trading-name'), {
    version: '1',
    value: 'Elm',
    ...reviewed,
  })
  expect(second.status).toBe(422)
  expect(second.html).toContain(`href="${location}"`)
  expect((await both.site.send(both.provides, `${location}/withdrawal`, {})).status).toBe(303)
  const gone = await both.site.send(both.provides, `${location}/withdrawal`, {})
  expect(gone.status).toBe(422)
  expect(gone.text).toContain('it can no longer be withdrawn')
})

it('does it once when it is sent twice', async () => {
  const { html } = await visit(change('legal-name'))
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '1'
  const fields = { version, _key: 'the same key', value: 'Elm House Group Ltd', ...reviewed }
  const [first, second] = [
    await both.site.send(both.provides, change('legal-name'), fields),
    await both.site.send(both.provides, change('legal-name'), fields),
  ]
  expect([first.status, second.status]).toEqual([303, 303])
  expect(second.location).toBe(first.location)
  expect((await visit('/provider/organisation/requests')).text.match(/Elm House Group Ltd/g)).toHaveLength(1)
})

it('refuses an older page and shows the details as they are now', async () => {
  const answer = await both.site.send(both.provides, change('phone'), { version: '999', value: '01632 960 002' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('These details changed while you had the page open')
  expect(answer.html).toContain('value="01632 960 002"')
})

describe('bad input', () => {
  it.each([
    ['vat-number', { value: '123456789', ...{} }, '#value', 'Enter a VAT number with 9 digits'],
    ['company-number', { value: 'abc' }, '#value', 'Enter the Companies House number with its 8 characters'],
    ['cqc-provider-id', { value: '99' }, '#value', 'Enter the CQC provider ID in the correct format, like 1-123456789'],
    ['email', { value: 'no' }, '#value', 'Enter an email address in the correct format'],
    ['phone', { value: '12' }, '#value', 'Enter a telephone number with its area code'],
    ['registered-address', { value: '' }, '#value', 'Enter the registered address'],
    [
      'contact-payments',
      { name: 'Pat', email: '', phone: '' },
      '#email',
      'Enter an email address or a telephone number',
    ],
  ])('in %s is said at its field and keeps %j', async (field, typed, link, words) => {
    const answer = await send(change(field), { ...reviewed, ...typed })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(`href="${link}"`)
    expect(answer.text).toContain(words)
    for (const value of Object.values(typed)) if (value !== '') expect(answer.html).toContain(value)
  })

  it('in the dates of a closure is said at the date', async () => {
    const answer = await send(ofService('closure'), {
      ...reviewed,
      'from-day': '31',
      'from-month': '6',
      'from-year': '2025',
    })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('href="#from-day"')
    expect(answer.html).toContain('value="31"')
  })

  it('says which days are missing, that a reason is, and that a date is none', async () => {
    expect((await send(ofService('opening-days'), {})).text).toContain('Select the days on which the service is open')
    const noReason = await send(change('registered-address'), { ...reviewed, value: '1 High Street', evidence: '' })
    expect(noReason.html).toContain('href="#evidence"')
    const noDate = await send(change('registered-address'), { ...reviewed, value: '1 High', 'effective-day': '40' })
    expect(noDate.html).toContain('href="#effective-day"')
    const long = await send(change('registered-address'), { ...reviewed, value: '1 High', evidence: 'x'.repeat(2_001) })
    expect(long.text).toContain('2,000 characters or fewer')
  })
})

it('changes opening days by ticking them', async () => {
  const { status, location } = await send(ofService('opening-days'), { days: ['1', '2', '3', '4', '5'] })
  expect([status, location]).toEqual([303, `/provider/organisation/services/${both.provider.serviceId}`])
  expect((await visit(location)).text).toContain('Opening days Monday to Friday')
})

it('knows no field but its own, and no service, request or change of another provider', async () => {
  const missing = [
    change('bank-last-four'),
    change('opening-days'),
    ofService('legal-name'),
    ofService('opening-days', both.other.serviceId),
    `/provider/organisation/services/${both.other.serviceId}`,
    `/provider/organisation/requests/${crypto.randomUUID()}`,
    '/provider/organisation/requests/not-an-id',
  ]
  for (const address of missing) expect((await visit(address)).status, address).toBe(404)
  const { location } = await send(change('registered-address'), { ...reviewed, value: '9 New Road' })
  const stranger = aProviderVisitor(both.other)
  expect((await both.site.visit(stranger, location)).status).toBe(404)
  expect((await both.site.send(stranger, `${location}/withdrawal`, {})).status).toBe(404)
  const address = ofService('opening-days')
  expect((await both.site.send(stranger, address, { version: '1', days: '1' })).status).toBe(404)
})

it('lets a narrower grant change its own service and nothing of the organisation', async () => {
  const narrow = aProviderVisitor(both.provider, { narrow: true })
  const page = await both.site.visit(narrow, '/provider/organisation')
  expect(page.text).not.toContain('Change legal name')
  expect((await both.site.visit(narrow, change('phone'))).status).toBe(404)
  expect((await both.site.visit(narrow, ofService('ods-code'))).status).toBe(200)
})

it('shows a reader no links to change, and lets them change nothing', async () => {
  const reader = aProviderVisitor(both.provider, { permissions: ['organisation.view'] })
  expect((await both.site.visit(reader, '/provider/organisation')).html).not.toContain('/changes/')
  expect((await both.site.visit(reader, change('phone'))).status).toBe(403)
})
