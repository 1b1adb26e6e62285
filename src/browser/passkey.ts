interface Parts {
  readonly ceremony: 'create' | 'get'
  readonly options: unknown
  readonly form: HTMLFormElement
  readonly answer: HTMLInputElement
  readonly start: HTMLElement
  readonly fault: Element
}

/** Shows the passkey buttons where the browser has passkeys, and sends what it signed as an ordinary form. */
export function offerPasskeys(): void {
  if (!hasPasskeys()) return
  for (const block of document.querySelectorAll<HTMLElement>('[data-passkey]')) offer(block)
  for (const words of document.querySelectorAll<HTMLElement>('[data-passkey-absent]')) words.hidden = true
}

/** Browsers since 2025 read and write the questions as JSON themselves; older ones keep the other ways in. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

function offer(block: HTMLElement): void {
  const parts = partsOf(block)
  if (parts === undefined) return
  block.hidden = false
  parts.start.addEventListener('click', () => void answer(parts))
  if (block.dataset['passkeyAtOnce'] !== undefined) void answer(parts)
}

function partsOf(block: HTMLElement): Parts | undefined {
  const form = block.closest('form')
  const answerBox = block.querySelector<HTMLInputElement>('input[name=passkey]')
  const start = block.querySelector<HTMLElement>('[data-passkey-start]')
  const fault = block.querySelector('[data-passkey-fault]')
  if (!form || !answerBox || !start || !fault) return undefined
  const ceremony = block.dataset['passkey'] === 'create' ? 'create' : 'get'
  const options: unknown = JSON.parse(block.dataset['passkeyOptions'] ?? '{}')
  return { ceremony, options, form, answer: answerBox, start, fault }
}

async function answer({ ceremony, options, form, answer: box, fault }: Parts): Promise<void> {
  fault.textContent = ''
  const credential = await ask(ceremony, options).catch(() => null)
  if (!(credential instanceof PublicKeyCredential)) {
    fault.textContent = 'The passkey was not used. Try again, or choose another way.'
    return
  }
  box.value = JSON.stringify(credential.toJSON())
  form.submit()
}

function ask(ceremony: 'create' | 'get', options: unknown): Promise<Credential | null> {
  if (ceremony === 'create')
    return navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
    })
  return navigator.credentials.get({ publicKey: requestIn(options) })
}

export function requestIn(options: unknown): PublicKeyCredentialRequestOptions {
  return PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON)
}
