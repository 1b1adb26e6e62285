import { expect, it } from 'vitest'
import { allowedDomainWords, isAllowedDomain, readDomains } from './allowed-domain.ts'

it.each([
  ['nia@nhs.net', true],
  ['Nia@NHS.NET', true],
  ['nia@mail.elm-care.example', true],
  ['nia@elm-care.example', true],
  ['nia@notelm-care.example', false],
  ['nia@nhs.net.evil.example', false],
  ['nia@gmail.example', false],
])('judges %s', (email, allowed) => {
  expect(isAllowedDomain(email, ['elm-care.example', 'nhs.net'])).toBe(allowed)
})

it('takes every domain where the council names none', () => {
  expect(isAllowedDomain('nia@gmail.example', [])).toBe(true)
})

it('reads domains as people type them, and names those that are none', () => {
  expect(readDomains(' @NHS.net, elm-care.example\nnhs.net;\n\n')).toEqual({
    domains: ['elm-care.example', 'nhs.net'],
    wrong: [],
  })
  expect(readDomains('nhs net\nnia@nhs.net -x.example').wrong).toEqual(['-x.example', 'net', 'nhs', 'nia@nhs.net'])
})

it('says which domains there are, and how many more', () => {
  expect(allowedDomainWords(['nhs.net'])).toContain('must end with @nhs.net: the council')
  expect(allowedDomainWords(['a.b', 'c.d', 'e.f', 'g.h', 'i.j', 'k.l', 'm.n'])).toContain(
    '@a.b, @c.d, @e.f, @g.h, 3 more',
  )
})
