import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import { expect } from 'vitest'
import { faultsOfPage } from './page-checks.ts'

export type PersonOptions = {
  readonly origin: string
  /** Without it the pages must do everything by links and forms alone. */
  readonly script?: boolean
  readonly width?: number
}

/** Somebody at a browser of their own. Every page they reach is checked once: axe, reflow, spacing, policy. */
export class Person {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #options: PersonOptions
  readonly #complaints: string[] = []

  private constructor(context: BrowserContext, page: Page, options: PersonOptions) {
    this.#context = context
    this.page = page
    this.#options = options
    this.#listen()
  }

  static async at(browser: Browser, options: PersonOptions): Promise<Person> {
    const { origin, script = true, width = 1280 } = options
    const viewport = { width, height: 900 }
    const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: script, viewport, locale: 'en-GB' })
    context.setDefaultTimeout(15_000)
    return new Person(context, await context.newPage(), options)
  }

  async open(address: string): Promise<void> {
    await this.#reach(() => this.page.goto(address))
  }

  /** Follows the link with this name. */
  async follow(name: string | RegExp): Promise<void> {
    await this.#reach(() => this.page.getByRole('link', nameOf(name)).first().click())
  }

  async press(name: string | RegExp): Promise<void> {
    await this.#reach(() => this.page.getByRole('button', nameOf(name)).first().click())
  }

  async fill(label: string | RegExp, value: string): Promise<void> {
    await this.page
      .getByLabel(label, { exact: typeof label === 'string' })
      .first()
      .fill(value)
  }

  async choose(label: string | RegExp): Promise<void> {
    await this.page
      .getByLabel(label, { exact: typeof label === 'string' })
      .first()
      .check()
  }

  async sees(...texts: readonly (string | RegExp)[]): Promise<void> {
    const shown = await this.text()
    for (const text of texts)
      if (typeof text === 'string') expect(shown).toContain(text)
      else expect(shown).toMatch(text)
  }

  async doesNotSee(text: string): Promise<void> {
    expect(await this.text()).not.toContain(text)
  }

  /** What stands on the page, with single spaces. */
  async text(): Promise<string> {
    const said = await this.page.locator('body').innerText()
    return said.replaceAll(/\s+/g, ' ')
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText()
  }

  /** The content of a file behind a link, asked for with this person's session. */
  async download(name: string | RegExp): Promise<{ readonly type: string; readonly body: Buffer }> {
    const address = await this.page.getByRole('link', nameOf(name)).first().getAttribute('href')
    const answer = await this.#context.request.get(address ?? '')
    expect(answer.status()).toBe(200)
    return { type: answer.headers()['content-type'] ?? '', body: await answer.body() }
  }

  async leave(): Promise<void> {
    await this.#context.close()
  }

  async #reach(act: () => Promise<unknown>): Promise<void> {
    const answered = this.page.waitForResponse(isPage)
    // A failing act is the fault to tell, not the answer that then never comes.
    answered.catch(() => undefined)
    await act()
    const status = (await answered).status()
    await this.page.waitForLoadState('load')
    if (![200, 401, 422].includes(status)) throw new Error(`${this.page.url()} answered ${String(status)}`)
    await this.#look(status)
  }

  async #look(status: number): Promise<void> {
    const place = `${placeOf(this.page.url())} ${String(status)}`
    const faults = this.#options.script === false || seen.has(place) ? [] : await faultsOfPage(this.page)
    seen.add(place)
    expect([...faults, ...this.#complaints.splice(0)], place).toEqual([])
  }

  /** What the browser itself holds against a page: a script that fails, a refused source, a stranger's address. */
  #listen(): void {
    this.page.on('pageerror', (fault) => this.#complaints.push(`script: ${fault.message}`))
    this.page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.#complaints.push(`console: ${message.text()}`)
    })
    this.page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== this.#options.origin)
        this.#complaints.push(`asked a third party: ${request.url()}`)
    })
  }
}

/** A kind of page is checked once in a run, whoever reaches it and whichever record it shows. */
const seen = new Set<string>()

function placeOf(address: string): string {
  return new URL(address).pathname
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replaceAll(/\d{4}-\d\d-\d\d/g, ':day')
}

function isPage(response: Response): boolean {
  const redirects = response.status() >= 300 && response.status() < 400
  return response.request().isNavigationRequest() && !redirects
}

function nameOf(name: string | RegExp): { name: string | RegExp; exact: boolean } {
  return { name, exact: typeof name === 'string' }
}
