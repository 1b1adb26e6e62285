import { expect } from 'vitest'
import { signIn } from './kit/people.ts'
import { journey } from './kit/story.ts'

const COUNCIL = 'gloucestershire.example'
const PROVIDER = 'cotswoldedge.example'

journey('care is agreed, recorded, invoiced, paid and explained', async ({ given, when, then, somebody }) => {
  const [tom, joan, priya, helen] = [await somebody(), await somebody(), await somebody(), await somebody()]
  let person = ''
  let agreement = ''
  let invoice = ''
  let period = ''
  let paid = ''

  await given('brokerage publishes the first agreement that is ready', async () => {
    await signIn(tom, `tom.bilney@${COUNCIL}`)
    await tom.follow(/^Publish agreements that are ready/)
    const row = tom.page.locator('main tbody tr').first()
    agreement = await row.getByRole('link').innerText()
    person = /([A-Z]\S+ [A-Z]\S+) \(/.exec(await row.innerText())?.[1] ?? ''
    await tom.follow(agreement)
    await tom.press('Publish to the provider')
    await tom.sees('Agreement published')
  })
  await when('the provider signs in, finds it and agrees it', async () => {
    await signIn(joan, `joan.catchpole@${PROVIDER}`)
    await joan.sees('What needs doing', 'Your next payment')
    await joan.follow(/^Decide on agreements/)
    await joan.follow(agreement)
    await joan.sees('What the council offers', person)
    await joan.press('Agree and sign')
    for (const statement of await joan.page.getByRole('checkbox').all()) await statement.check()
    await joan.fill('Your full name', 'Joan Catchpole')
    await joan.press('Agree and sign')
    await joan.sees(agreement)
  })
  await then('its care can be recorded at once, with the live total', async () => {
    await joan.follow('Actuals')
    await joan.follow(/^(Part done|To do|Late)/)
    await joan.follow(person)
    await joan.fill(/^Frustrated/, '0.5')
    await joan.fill(/^Comments?/, 'Not in on Tuesday evening')
    await joan.press('Confirm')
  })
  await when('everything else of the week went as planned', async () => {
    await joan.follow('Actuals')
    await joan.follow(/^(Part done|To do|Late)/)
    await joan.follow('Confirm all as planned')
    await joan.press(/^Confirm( all)? \d+ as planned/)
  })
  await when('the invoice of the period is made and sent', async () => {
    await joan.follow('Invoices')
    await joan.follow(/^Create the invoice.*home support/)
    period = (await joan.heading()).replace('Invoice for ', '')
    await joan.press(/^Create invoice/)
    invoice = /INV-[A-Z0-9-]+/.exec(await joan.heading())?.[0] ?? ''
    await joan.press('Send invoice')
    await joan.sees(invoice)
  })
  await when('the council approves it', async () => {
    await signIn(priya, `priya.nash@${COUNCIL}`)
    await priya.follow(/^Decide on invoices/)
    await priya.follow(invoice)
    await priya.choose('Approve it')
    await priya.press('Decide')
  })
  await then('it is known to be approved', async () => {
    await joan.follow('Invoices')
    await joan.sees(invoice, 'Approved')
  })
  await when('the run of its period is prepared', async () => {
    await priya.follow('Payments')
    await priya.follow(period)
    await priya.press('Prepare the payment run')
    await priya.page.getByRole('heading', { name: /^Run / }).waitFor()
    await priya.sees('To release', 'Bank total', 'Cotswold Edge Care')
  })
  await then('who prepared it cannot release it', async () => {
    expect(await priya.page.getByRole('button', { name: 'Release and pay' }).count()).toBe(0)
  })
  await when('a second person releases it', async () => {
    await signIn(helen, `helen.wragg@${COUNCIL}`)
    await helen.follow(/^Release payment runs/)
    await helen.follow(period)
    for (const statement of await helen.page.getByRole('checkbox').all()) await statement.check()
    await helen.press('Release and pay')
    await helen.sees('Released', 'Bank total, sum of remittances and sum of ledger postings are each')
  })
  await then('the provider sees what was paid, line by line', async () => {
    await joan.follow('Payments')
    await joan.follow(/^Payments already made/)
    await joan.page.locator('main tbody tr').first().waitFor()
    paid = /£[0-9,.]+$/.exec((await joan.page.locator('main tbody tr').first().innerText()).trim())?.[0] ?? 'nothing'
    await joan.follow(/^four-weekly-/)
    await joan.sees('How the lines become the payment', `Payment to your bank account ${paid}`, invoice)
  })
  await then('the same is in the files, to the penny', async () => {
    const csv = await joan.download('Download as CSV')
    expect(csv.type).toContain('text/csv')
    expect(csv.body.toString('utf8')).toContain(person.split(' ').at(-1))
    const pdf = await joan.download('Download as PDF')
    expect(pdf.body.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  })
  await then('every line says how it was worked out', async () => {
    await joan.follow(new RegExp(`how it was worked out for ${person}`))
    await joan.sees('Step by step', '0.5 frustrated', 'rounded once')
  })
})
