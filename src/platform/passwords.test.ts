import { expect, it } from 'vitest'
import { passwords, PasswordsBusy } from './passwords.ts'

const { hash, verify } = passwords()

it('keeps an argon2id string with its cost, and a new salt each time', async () => {
  const [one, other] = await Promise.all([hash('three random words'), hash('three random words')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(one).not.toBe(other)
})

it('knows the right password from another', async () => {
  const phc = await hash('three random words')
  expect(await verify('three random words', phc)).toBe(true)
  expect(await verify('three random word', phc)).toBe(false)
})

it('takes a letter with its accent for the same however it was typed', async () => {
  expect(await verify('cafe\u0301 au lait', await hash('café au lait'))).toBe(true)
})

it('verifies what another program hashed at another cost', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verify('password', reference)).toBe(true)
})

it('says no for nobody, after the same work', async () => {
  expect(await verify('anything', null)).toBe(false)
})

it('refuses what is not a hash rather than let it in', async () => {
  await expect(verify('x', 'plain text')).rejects.toThrow('not an argon2id')
})

it('tells whoever comes when the queue is full, and works on for the others', async () => {
  const narrow = passwords({ atOnce: 1, waiting: 1 })
  const answers = await Promise.allSettled([1, 2, 3].map(() => narrow.verify('x', null)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  await expect(narrow.verify('x', null)).resolves.toBe(false)
  expect(answers[2]).toMatchObject({ reason: expect.any(PasswordsBusy) })
})
