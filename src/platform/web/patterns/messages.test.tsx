import { expect, it } from 'vitest'
import { renderFragment } from '../render.ts'
import { normaliseHtml } from '../testing/normalise-html.ts'
import { Messages } from './messages.tsx'

it('says who wrote a message, when, and that a note is private, in words', () => {
  const item = { id: '1', sender: 'Tom Reed', datetime: '2026-11-20T10:42Z', date: '20 November 2026, 10:42' }
  const html = normaliseHtml(
    renderFragment(<Messages items={[{ ...item, text: 'Rate <b>agreed</b>', isPrivate: true }]} />),
  )
  expect(html).toContain('Private note by <strong>Tom Reed</strong>,')
  expect(html).toContain('<time datetime="2026-11-20T10:42Z">')
  expect(html).toContain('Rate <b>agreed</b>')
  expect(html).not.toContain('</b></b>')
})
