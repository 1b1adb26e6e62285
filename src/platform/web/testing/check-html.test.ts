import { expect, it } from 'vitest'
import { checkDrafts, checkHtml } from './check-html.ts'

const page = (body: string, title = 'Weeks – Portal') =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>Weeks</h1>${body}</body></html>`

it.each([
  ['a label', page('<label for="a">A</label><input id="a" name="a">'), []],
  ['a missing label', page('<input id="a" name="a">'), ['the input "a" has no label']],
  ['a label around its input', page('<label>A <input name="a"></label>'), []],
  ['two ids', page('<p id="a">1</p><p id="a">2</p>'), ['the id "a" is there more than once']],
  ['another title', page('', 'Months – Portal'), ['the title "Months – Portal" does not start with the h1 "Weeks"']],
  ['two headings', page('<h1>Weeks</h1>'), ['2 h1 elements instead of one']],
  [
    'a summary without the prefix',
    page('<div class="govuk-error-summary"></div>'),
    ['the title of a page with an error summary does not start with "Error: "'],
  ],
  ['a dead link', page('<a href="#a">A</a>'), ['the link "#a" points at nothing']],
  [
    'a dead reference',
    page('<p aria-describedby="a b">A</p>').replace('a b', 'a'),
    ['aria-describedby="a" on p points at nothing'],
  ],
  ['a form without csrf', page('<form method="post" action="/x"></form>'), ['the form to "/x" has no _csrf']],
  ['inline style', page('<p style="color:red">A</p>'), ['the attribute style on p']],
  ['inline script', page('<script>go()</script>'), ['a script element without a nonce']],
  ['a lost space', page('<p>Press<strong>Send</strong> now</p>'), ['no space between "Press" and "Send"']],
  ['a kept space', page('<p>Press <strong>Send</strong>.</p>'), []],
])('finds %s', (_, html, problems) => {
  expect(checkHtml(html)).toEqual(problems)
})

it('finds a form for words that keeps no draft', () => {
  const form = (kind: string) => page(`<form method="post" action="/x"${kind}><textarea name="a"></textarea></form>`)
  expect(checkDrafts(form(''))).toEqual(['the form to "/x" has a box for words and keeps no draft'])
  expect(checkDrafts(form(' data-draft="typed"'))).toEqual([])
})

it('refuses an element that is never closed', () => {
  expect(() => checkHtml(page('<div>'))).toThrow('</body> closes <div>')
})
