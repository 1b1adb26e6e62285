import { expect } from 'vitest'
import { londonToday, systemClock } from '../src/platform/clock.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'

const COUNCIL = 'telford.example'
const PROVIDER = 'ercall.example'
const NAME = 'For every price'

const nextYear = String(Number(londonToday(systemClock.now()).slice(0, 4)) + 1)

async function addRule(person: Person, percent: string): Promise<void> {
  await person.choose('By a percentage')
  await person.fill('How much', percent)
  await person.press('Add the rule')
  await person.press('Simulate on the last year')
}

/** Agreements are made by a job: the page says when it has. */
async function untilShown(person: Person, words: string): Promise<void> {
  const look = async () => {
    await person.page.reload()
    return person.text()
  }
  await expect.poll(look, { timeout: 60_000, interval: 1_000 }).toContain(words)
}

journey('prices are raised as one batch, and undone as one', async ({ given, when, then, somebody }) => {
  const [nadia, helen, joan] = [await somebody(), await somebody(), await somebody()]

  await given('commissioning makes an uplift, and 40 is typed for 4', async () => {
    await signIn(nadia, `nadia.rahman@${COUNCIL}`)
    await nadia.open('/council/uplifts')
    await nadia.fill('Name', NAME)
    const day = nadia.page.getByRole('group', { name: 'From which day', exact: true })
    await day.getByLabel('Day').fill('1')
    await day.getByLabel('Month').fill('4')
    await day.getByLabel('Year').fill(nextYear)
    const until = nadia.page.getByRole('group', { name: /^Until which day may a provider ask for more/ })
    await until.getByLabel('Day').fill('31')
    await until.getByLabel('Month').fill('3')
    await until.getByLabel('Year').fill(nextYear)
    await nadia.fill(/^How far a price may move/, '10')
    await nadia.press('Make it, then add its rules')
    await addRule(nadia, '40')
  })
  await then('the gate stops it, and keeps what was typed', async () => {
    await nadia.fill('If there are any: why they are right', 'They are what was agreed')
    await nadia.press('Send it to a second person')
    await nadia.sees('There is a problem', 'a 40 may stand where a 4 was meant')
    const typed = await nadia.page.getByLabel('If there are any: why they are right').inputValue()
    expect(typed).toBe('They are what was agreed')
  })
  await when('the rule is put right, simulated and sent on', async () => {
    await nadia.press(/^Remove/)
    await addRule(nadia, '4')
    await nadia.sees('Ercall Supported Living')
    await nadia.fill('If there are any: why they are right', '')
    await nadia.press('Send it to a second person')
    await nadia.sees('Sent to a second person')
  })
  await then('whoever sent it cannot approve it', async () => {
    await nadia.sees('so somebody else has to approve it')
  })
  await when('a second person approves it', async () => {
    await signIn(helen, `helen.wragg@${COUNCIL}`)
    await helen.follow(/^Decide on prices and contracts/)
    await helen.open('/council/uplifts')
    await helen.follow(NAME)
    await helen.choose('Approve it')
    await helen.press('Decide')
    await helen.sees('Applied. Every provider gets its letter')
    await untilShown(helen, 'Have a new version, published')
  })
  await then('the provider reads its letter, and what changes for each package', async () => {
    await signIn(joan, `joan.catchpole@${PROVIDER}`)
    await joan.open('/provider/price-changes')
    await joan.follow(NAME)
    await joan.sees('What changes for you', 'Nothing that was paid before changes', 'A week after')
    const care = joan.page.locator('main table').last().locator('tbody a').first()
    await joan.follow(await care.innerText())
    await joan.sees(`From 1 April ${nextYear}`)
  })
  await then('it can ask for more, with what shows why', async () => {
    await joan.open('/provider/price-changes')
    await joan.follow(NAME)
    await joan.sees(`You can ask for more until 31 March ${nextYear}`)
    await joan.follow('Ask for more')
    await joan.choose('Your whole organisation')
    await joan.fill('Message', 'Our rates of pay rise by six per cent in April')
    await joan.page.setInputFiles('input[type="file"]', {
      ...{ name: 'Rates of pay.csv', mimeType: 'text/csv', buffer: Buffer.from('Grade,Rate\nCarer,13.40\n') },
    })
    await joan.press(/^Send/)
    await joan.sees('Message sent', `Asking for more: ${NAME}`, 'Procurement')
  })
  await then('its agreement has a new version that says why', async () => {
    await joan.open('/provider/agreements')
    await joan.sees('annual uplift')
  })
  await when('the second person undoes the whole', async () => {
    await helen.fill('Why', 'The budget was not agreed')
    await helen.press('Undo it')
    await helen.sees('Undone. Every price stands as it stood')
  })
  await then('the letter says so, and nothing is left of it', async () => {
    await joan.open('/provider/price-changes')
    await joan.follow(NAME)
    await joan.sees('Withdrawn on', 'Every price stands as it stood before this letter')
    await joan.open('/provider/agreements')
    await joan.doesNotSee('annual uplift')
  })
})
