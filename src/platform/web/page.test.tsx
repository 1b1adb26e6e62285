import { expect, it } from 'vitest'
import { PostForm, typed, type FormView } from './forms.tsx'
import { Button } from './govuk/button.tsx'
import { Textarea } from './govuk/textarea.tsx'
import { Page } from './page.tsx'
import { renderPage } from './render.ts'
import { aView } from './testing/a-view.ts'
import { checkHtml } from './testing/check-html.ts'
import { normaliseHtml } from './testing/normalise-html.ts'

const refusedForm: FormView = {
  csrf: 'csrf-token',
  values: { reason: 'Wrong <rate>' },
  errors: [{ field: 'reason', text: 'Enter the reason you are rejecting this agreement' }],
  idempotencyKey: 'key-1',
}

function answerPage(form: FormView) {
  return renderPage(
    <Page heading="Agreement A1" view={aView()} errors={form.errors} backLink="/agreements">
      <PostForm action="/agreements/1/response" form={form}>
        <Textarea label="If you are rejecting it, tell us why" {...typed(form, 'reason')} />
        <Button name="kind" value="reject" preventDoubleClick>
          Reject
        </Button>
      </PostForm>
    </Page>,
  )
}

it('has nothing wrong that a machine can see', () => {
  expect(checkHtml(answerPage({ ...refusedForm, errors: [] }))).toEqual([])
  expect(checkHtml(answerPage(refusedForm))).toEqual([])
})

it('starts the title with the heading, and with Error when there is one', () => {
  expect(answerPage({ ...refusedForm, errors: [] })).toContain('<title>Agreement A1 – Provider Portal</title>')
  expect(answerPage(refusedForm)).toContain('<title>Error: Agreement A1 – Provider Portal</title>')
})

it('shows the form again with what was typed, escaped, and the fault linked to its field', () => {
  const html = normaliseHtml(answerPage(refusedForm))
  expect(html).toContain('<a href="#reason">Enter the reason you are rejecting this agreement</a>')
  expect(answerPage(refusedForm)).toContain('Wrong &lt;rate')
  expect(html).toContain('<input name="_key" type="hidden" value="key-1">')
})

it('names the place of work and counts what waits', () => {
  const html = renderPage(<Page heading="Home" view={aView()} />)
  expect(html).toContain('Elm House Care Ltd with Norfolk County Council (demo)')
  expect(html).toContain('Agreements <span class="portal-count">3</span>')
})

it('carries neither crown nor council before anybody has signed in', () => {
  const { csrf, nonce, assets } = aView()
  const view = { face: 'public' as const, navigation: [], csrf, nonce, path: '/sign-in', assets }
  const html = renderPage(<Page heading="Sign in" view={view} />)
  expect(checkHtml(html)).toEqual([])
  expect(html).not.toMatch(/crown|Sign out|idle-warning|Crown copyright/)
})

it('says what an act did, once, and says it after the error summary never', () => {
  const view = aView({ banner: { text: 'Week confirmed', kind: 'success' } })
  expect(renderPage(<Page heading="Weeks" view={view} />)).toContain('Week confirmed')
  const refused = renderPage(<Page heading="Weeks" view={view} errors={[{ field: 'main-content', text: 'No' }]} />)
  expect(refused).not.toContain('Week confirmed')
})

it('links the theme when it is given, and writes the colour under the nonce when not', () => {
  const assets = { css: '/a.css', js: '/a.js', theme: '/theme/1.css' }
  expect(renderPage(<Page heading="Home" view={aView({ assets })} />)).toContain('href="/theme/1.css"')
  expect(renderPage(<Page heading="Home" view={aView()} />)).toContain(
    '<style nonce="nonce-1">:root{--portal-brand:#00527a',
  )
})
