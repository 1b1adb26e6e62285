import { expect } from 'vitest'
import { signIn } from './kit/people.ts'
import { journey } from './kit/story.ts'

const COUNCIL = 'norfolk.example'
const PROVIDER = 'wensumcare.example'

journey('an agreement is rejected, corrected, and agreed with another', async ({ given, when, then, somebody }) => {
  const [tom, joan] = [await somebody(), await somebody()]
  const references: string[] = []
  let rejected = ''

  await given('brokerage publishes two agreements together', async () => {
    await signIn(tom, `tom.bilney@${COUNCIL}`)
    await tom.open('/council/agreements?status=draft')
    const rows = tom.page.locator('main tbody tr').filter({ hasText: 'Wensum' })
    for (const row of [rows.nth(-1), rows.nth(-2)]) {
      references.push(await row.getByRole('link').innerText())
      await row.getByRole('checkbox').check()
    }
    await tom.press('Publish the ticked ones')
    await tom.choose('Now')
    await tom.press('Publish 2 agreements')
    await tom.page.getByText('Done', { exact: true }).first().waitFor({ timeout: 60_000 })
    rejected = references[0] ?? ''
  })
  await when('the provider rejects one of them with the price that it expects', async () => {
    await signIn(joan, `joan.catchpole@${PROVIDER}`)
    await joan.open(`/provider/agreements?q=${rejected}`)
    await joan.follow(rejected)
    await joan.press('Reject')
    await joan.choose('The price is wrong')
    const price = /Price £([0-9.]+)/.exec(await joan.text())?.[1] ?? '0'
    await joan.fill(/^The price you expect/, (Number(price) + 0.5).toFixed(2))
    await joan.fill(/^What is wrong/, 'Brokerage agreed fifty pence more on the telephone')
    await joan.press('Reject this agreement')
    await joan.open(`/provider/agreements?q=${rejected}`)
    await joan.sees('Rejected')
  })
  await when('brokerage reads what it expects, and accepts it', async () => {
    await tom.open('/council/agreements/tracker')
    await tom.sees('Expected price')
    await tom.follow(`See what accepting it would change in ${rejected}`)
    await tom.sees('What changes', 'fifty pence more')
    await tom.fill(/^Why does the council pay another price/, 'Said on the telephone')
    await tom.press('Accept and publish again')
    await tom.sees('Accepted and published again')
  })
  await then('the provider sees what changed and why', async () => {
    await joan.open(`/provider/agreements?q=${rejected}`)
    await joan.follow(rejected)
    await joan.sees('What changed', 'Changes since revision 1', 'more)')
  })
  await when('both are ticked and agreed on one page with one signature', async () => {
    await joan.open('/provider/agreements')
    for (const reference of references) await joan.page.getByLabel(`Tick ${reference}`).check()
    await joan.press('Agree and sign the ticked ones')
    await joan.sees('Together they cost', ...references)
    for (const statement of await joan.page.getByRole('checkbox').all()) await statement.check()
    await joan.fill('Your full name', 'Joan Catchpole')
    await joan.press(/^Agree and sign/)
  })
  await then('each has its result, and both sides read it', async () => {
    await joan.sees('2 agreements signed', ...references)
    await tom.open(`/council/agreements?q=${rejected}`)
    await tom.sees('Agreed')
    expect(references).toHaveLength(2)
  })
})
