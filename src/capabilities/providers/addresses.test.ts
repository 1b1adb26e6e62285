import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStage, councilActor, type Stage } from '../../testing/stage.ts'
import { aCouncil, aMember } from '../../testing/world.ts'
import { findAddressFor, listAddressesFor } from './index.ts'

let stage: Stage

beforeAll(async () => {
  stage = await aStage()
})
afterAll(() => stage.strike())

it('is whom an organisation names for it, or else the organisation, or nowhere', async () => {
  const council = await aCouncil(stage.build)
  const { accountId } = await aMember(stage.build, council.id, null)
  const { scope } = councilActor(council.id, accountId)
  const company = async (email: string): Promise<string> => {
    const id = randomUUID()
    const names = { reference: id, legal_name: 'Some Care Ltd', trading_name: 'Some Care' }
    await stage.build.insert('providers.organisation', { council_id: council.id, id, ...names, email })
    return id
  }
  const office = 'office@care.example'
  const [named, own, none] = [await company(office), await company(office), await company('')]
  const contact = { council_id: council.id, provider_id: named, name: 'Rita Books' }
  await stage.build.insert('providers.contact', { ...contact, purpose: 'remittance', email: 'rita@care.example' })
  // To be rung about these.
  await stage.build.insert('providers.contact', { ...contact, purpose: 'contracts', phone: '01632 960001' })
  const addresses = await stage.db.read(scope, (tx) => listAddressesFor(tx, [named, own, none], 'remittance'))
  expect([named, own, none].map((id) => addresses.get(id))).toEqual(['rita@care.example', office, undefined])
  expect(await stage.db.read(scope, (tx) => findAddressFor(tx, named, 'contracts'))).toBe(office)
})
