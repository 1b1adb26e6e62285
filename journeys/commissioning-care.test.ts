import { expect } from 'vitest'
import { addDays } from '../src/core/dates.ts'
import { londonToday, systemClock } from '../src/platform/clock.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

const COUNCIL = 'telford.example'
const PROVIDER = 'wrekincare.example'

/** Begun ten days ago: the checks say so, and its first week can be recorded as soon as it is agreed. */
const firstDay = addDays(londonToday(systemClock.now()), -10)

async function fillDay({ page }: Person, legend: string, day: string): Promise<void> {
  const boxes = page.getByRole('group', { name: legend, exact: true })
  const [year = '', month = '', date = ''] = day.split('-')
  await boxes.getByLabel('Day').fill(date)
  await boxes.getByLabel('Month').fill(month)
  await boxes.getByLabel('Year').fill(year)
}

journey(
  'care is commissioned at a price of its own, corrected, and signed',
  async ({ given, when, then, somebody }) => {
    const [tom, helen, joan] = [await somebody(), await somebody(), await somebody()]
    let person = { name: '', reference: '' }
    let agreement = ''

    await given('a broker knows whom the care is for', async () => {
      await signIn(tom, `tom.bilney@${COUNCIL}`)
      await tom.open('/council/agreements?status=draft')
      const row = tom.page.locator('main tbody tr').filter({ hasText: 'Wrekin' }).first()
      const [, given = '', family = '', reference = ''] =
        /([A-Z]\S+) ([A-Z]\S+) \(([A-Z0-9-]+)\)/.exec(await row.innerText()) ?? []
      person = { name: `${family}, ${given}`, reference }
    })
    await when('care is commissioned at a price other than the book’s', async () => {
      await tom.open('/council/packages/new')
      await tom.fill('Who is the care for?', person.reference)
      await tom.press('Find this person')
      await tom.follow(person.name)
      await tom.fill(/^Which provider or service/, 'Wrekin')
      await tom.press('Find services')
      await tom.follow(/ under /)
      await tom.page.getByRole('radio').first().check()
      await tom.fill(/^How much is planned in a week/, '14')
      await fillDay(tom, 'First day of care', firstDay)
      const book = /£([0-9.]+) an hour/.exec(await tom.text())?.[1] ?? '0'
      await tom.page.getByText('Pay another price than the book’s').click()
      await tom.fill('Price for a unit', (Number(book) + 1.5).toFixed(2))
      await tom.press('Check this care')
    })
    await then('the checks say what to know, and another person has to approve the price', async () => {
      await tom.sees('The first day is in the past', 'A second person has to approve the price')
      await tom.fill(/^Why does the council pay another price/, 'Two carers with training for this are needed')
      await tom.press('Ask for this price')
      await tom.sees('Sent to a second person', 'above the book', 'somebody else has to approve it')
    })
    await when('the second person finds it in the tasks, and approves', async () => {
      await signIn(helen, `helen.wragg@${COUNCIL}`)
      await helen.follow(/^Decide on prices of single care packages/)
      await helen.follow(new RegExp(`^New care.*${person.reference}$`))
      await helen.sees('Two carers with training', 'above the book')
      await helen.choose('Approve it')
      await helen.press('Decide')
      await helen.sees('Approved')
    })
    await when('the broker drafts its agreement, looks at it and publishes it', async () => {
      await tom.open('/council')
      await tom.follow(/^Draft agreements for care that has none/)
      const row = tom.page.locator('main tbody tr').filter({ hasText: person.reference })
      await row.getByRole('button').waitFor()
      await tom.press(new RegExp(`^Draft .* for ${person.name.split(', ').toReversed().join(' ')}$`))
      await tom.sees('Nobody outside the council can see this', 'Checks')
      agreement = (await tom.heading()).replace('Agreement ', '')
      const paper = await tom.download('Preview the paper (PDF)')
      expect(paper.body.subarray(0, 5).toString('latin1')).toBe('%PDF-')
      await tom.press('Publish to the provider')
      await tom.sees('Agreement published')
    })
    await when('the provider rejects it and says which hours would be right', async () => {
      await signIn(joan, `joan.catchpole@${PROVIDER}`)
      await joan.sees(/About £[0-9,.]+ a week waits for this/)
      await joan.open(`/provider/agreements?q=${agreement}`)
      await joan.follow(agreement)
      await joan.press('Reject')
      await joan.choose('The hours, days or visits are wrong')
      await joan.fill(/^The hours you expect/, '12:30')
      await joan.fill(/^What is wrong/, 'Twelve and a half hours were arranged')
      await joan.press('Reject this agreement')
      await joan.sees('Agreement rejected')
    })
    await when('the council accepts that, which publishes it again', async () => {
      await tom.open('/council')
      await tom.follow(/^Put right what providers rejected/)
      await tom.follow(agreement)
      await tom.press('See what the provider expects, and accept it')
      await tom.sees('What changes', '12.5 hours', 'Twelve and a half hours were arranged')
      await tom.press('Accept and publish again')
      await tom.sees('Accepted and published again')
    })
    await when('the provider reads what changed, and signs', async () => {
      await joan.open(`/provider/agreements?q=${agreement}`)
      await joan.follow(agreement)
      await joan.sees('Changes since revision 1', '12.5 hours')
      await joan.press('Agree and sign')
      for (const statement of await joan.page.getByRole('checkbox').all()) await statement.check()
      await joan.fill('Your full name', 'Joan Catchpole')
      await joan.press('Agree and sign')
      await joan.sees('Agreement signed', 'You can record this care from')
    })
    await then('its care package can be recorded, and both sides see so', async () => {
      await joan.follow(new RegExp(`^Agreement ${agreement} about`))
      await joan.follow(/^Care package .* as it is now$/)
      await joan.sees('Recordable', '12.5 hours')
      await tom.open(`/council/agreements?q=${agreement}`)
      await tom.sees('Agreed')
    })
  },
)
