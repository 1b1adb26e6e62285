import { KEEP, KEPT, LEAVING } from './autosave-draft.ts'
import { readAnswer, type CellAnswer, type Standing } from './cell-answer.ts'

const QUIET_MS = 1500
const AGAIN_MS = 10_000
const CELL = /^(frustrated|missed|extra|visits|reason|comment)-(.+)$/

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

type Row = {
  readonly id: string
  /** What was typed and is not kept yet, by field, the newest last. */
  readonly unsaved: Map<string, string>
  isSending: boolean
  /** Something was typed since the last answer: what was refused is not sent again as it is. */
  isNew: boolean
}
type Sheet = {
  readonly form: HTMLFormElement
  readonly status: HTMLElement
  readonly address: string
  readonly rows: Map<string, Row>
  /** What waits until nothing is under way. */
  waiting: (() => void) | undefined
}

/** Keeps each box of a sheet as it is left, and says of every row whether it is kept. Without scripts the buttons do. */
export function keepCells(): void {
  for (const status of document.querySelectorAll<HTMLElement>('[data-cells]')) {
    const form = status.closest('form')
    const address = status.dataset['cells']
    if (form !== null && address !== undefined) watch({ form, status, address, rows: new Map(), waiting: undefined })
  }
}

function watch(sheet: Sheet): void {
  const { form } = sheet
  let timer: ReturnType<typeof setTimeout> | undefined
  form.addEventListener('input', ({ target }) => {
    if (!note(sheet, target)) return
    clearTimeout(timer)
    timer = setTimeout(() => sendAll(sheet), QUIET_MS)
  })
  form.addEventListener('change', ({ target }) => {
    if (!note(sheet, target)) return
    clearTimeout(timer)
    sendAll(sheet)
  })
  // First what is under way: the form would meet its own change as somebody else's.
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    if (![...sheet.rows.values()].some(({ isSending }) => isSending)) return
    event.preventDefault()
    const { submitter } = event
    sheet.waiting = () => form.requestSubmit(submitter)
  })
  // A box that is left while a button is pressed makes its row say more, and the button would move away from the click.
  form.addEventListener('mousedown', (event) => {
    if (event.target instanceof HTMLButtonElement) event.preventDefault()
  })
  form.addEventListener('click', ({ target }) => {
    const choice = target instanceof HTMLElement ? target.dataset['take'] : undefined
    if (choice !== undefined && target instanceof HTMLElement) settle(sheet, target, choice)
  })
}

/** Whether the box is one that is kept and holds something new. */
function note({ rows }: Sheet, target: EventTarget | null): boolean {
  if (!isBox(target)) return false
  const [, field, id] = CELL.exec(target.name) ?? []
  if (field === undefined || id === undefined) return false
  const row = rows.get(id) ?? { id, unsaved: new Map<string, string>(), isSending: false, isNew: false }
  rows.set(id, row)
  if (row.unsaved.get(field) === target.value) return row.isNew
  if (!row.unsaved.has(field) && target.value === valueBefore(target)) return row.isNew
  row.unsaved.delete(field)
  row.unsaved.set(field, target.value)
  row.isNew = true
  return true
}

function isBox(target: EventTarget | null): target is Box {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  )
}

/** What stood there when the page came, or was last kept. */
function valueBefore(box: Box): string {
  if (!(box instanceof HTMLSelectElement)) return box.defaultValue
  return [...box.options].find(({ defaultSelected }) => defaultSelected)?.value ?? box.options[0]?.value ?? ''
}

function settleValue(box: Box): void {
  if (!(box instanceof HTMLSelectElement)) box.defaultValue = box.value
  else for (const option of box.options) option.defaultSelected = option.value === box.value
}

function sendAll(sheet: Sheet): void {
  for (const row of sheet.rows.values()) if (row.isNew && !row.isSending && row.unsaved.size > 0) void send(sheet, row)
}

async function send(sheet: Sheet, row: Row): Promise<void> {
  const { form, status } = sheet
  const sent = new Map(row.unsaved)
  const [field = '', value = ''] = [...sent].at(-1) ?? []
  const version = Number(versionOf(form, row.id)?.value ?? 0)
  const others = Object.fromEntries([...sent].slice(0, -1))
  row.isSending = true
  row.isNew = false
  status.textContent = 'Saving…'
  const answer = await ask(sheet, { cell: `${field}-${row.id}`, value, version, with: others })
  row.isSending = false
  if (answer.kind === 'saved') saved(sheet, row, { sent, answer })
  else notSaved(sheet, row, answer)
  summarise(sheet)
  sendAll(sheet)
  if (![...sheet.rows.values()].some(({ isSending }) => isSending)) {
    const then = sheet.waiting
    sheet.waiting = undefined
    then?.()
  }
}

/** A session that has ended answers with the page for signing in: what is typed goes to the drafts then. */
async function ask({ form, address }: Sheet, body: object): Promise<CellAnswer> {
  const token = form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? ''
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': token }
  try {
    const reply = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
    if (reply.redirected) document.dispatchEvent(new Event(LEAVING))
    return reply.redirected ? { kind: 'unreachable' } : readAnswer(reply.ok, await reply.json())
  } catch {
    return { kind: 'unreachable' }
  }
}

type Saved = { readonly sent: ReadonlyMap<string, string>; readonly answer: CellAnswer & { kind: 'saved' } }

function saved({ form }: Sheet, row: Row, { sent, answer }: Saved): void {
  const kept = [...sent].filter(([field, value]) => row.unsaved.get(field) === value).map(([field]) => field)
  for (const field of kept) {
    row.unsaved.delete(field)
    const box = boxOf(form, field, row.id)
    if (box !== null) settleValue(box)
  }
  const version = versionOf(form, row.id)
  if (version !== null) version.value = String(answer.version)
  const tag = form.querySelector(`[data-status-of="${row.id}"] .govuk-tag`)
  if (tag !== null && tag.textContent !== answer.statusText) {
    tag.textContent = answer.statusText
    tag.className = 'govuk-tag govuk-tag--grey'
  }
  show(form, row.id, row.unsaved.size === 0 ? `Saved ${answer.savedAt}` : '', false)
  form.dispatchEvent(new CustomEvent(KEPT, { detail: kept.map((field) => `${field}-${row.id}`) }))
}

function notSaved(sheet: Sheet, row: Row, answer: Exclude<CellAnswer, { kind: 'saved' }>): void {
  const { form } = sheet
  if (answer.kind === 'unreachable') {
    show(form, row.id, 'Not saved yet: the portal cannot be reached. It is tried again.', true)
    setTimeout(() => {
      row.isNew = true
      sendAll(sheet)
    }, AGAIN_MS)
  } else {
    show(form, row.id, `Not saved: ${answer.texts.map(({ text }) => text).join('. ')}`, true)
    if (answer.standing !== undefined) offer(form, row.id, answer.standing)
  }
  form.dispatchEvent(new Event(KEEP))
}

/** Two people, one row: which figures stand is for the second to say. */
function offer(form: HTMLFormElement, id: string, standing: Standing): void {
  const place = form.querySelector(`[data-state-of="${id}"]`)
  for (const [take, text] of [
    ['mine', 'Save mine instead'],
    ['theirs', 'Use theirs'],
  ] as const) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary portal-sheet__choice'
    button.textContent = text
    button.dataset['take'] = take
    button.dataset['row'] = id
    button.dataset['standing'] = JSON.stringify(standing)
    place?.append(button)
  }
}

function settle(sheet: Sheet, button: HTMLElement, choice: string): void {
  const { form, rows } = sheet
  const id = button.dataset['row'] ?? ''
  const row = rows.get(id)
  const answer = readAnswer(false, {
    faults: [],
    standing: JSON.parse(button.dataset['standing'] ?? 'null') as unknown,
  })
  const standing = answer.kind === 'refused' ? answer.standing : undefined
  const version = versionOf(form, id)
  if (row === undefined || standing === undefined || version === null) return
  version.value = String(standing.version)
  if (choice === 'mine') row.isNew = true
  else takeTheirs(form, row, standing)
  show(form, id, '', false)
  boxOf(form, 'frustrated', id)?.focus()
  summarise(sheet)
  sendAll(sheet)
}

function takeTheirs(form: HTMLFormElement, row: Row, { values }: Standing): void {
  for (const [field, value] of Object.entries(values)) {
    const box = boxOf(form, field, row.id)
    if (box === null) continue
    box.value = value
    settleValue(box)
  }
  const fields = [...row.unsaved.keys()]
  row.unsaved.clear()
  form.dispatchEvent(new CustomEvent(KEPT, { detail: fields.map((field) => `${field}-${row.id}`) }))
  form.dispatchEvent(new Event('input'))
}

/** One sentence for the whole sheet, which a screen reader hears; the rows say the rest. */
function summarise({ status, rows, form }: Sheet): void {
  const open = [...rows.values()].filter(({ unsaved }) => unsaved.size > 0)
  if (open.some(({ isSending }) => isSending)) return
  const names = open.map(({ id }) => form.querySelector(`#row-${id} a`)?.textContent ?? '')
  status.textContent = open.length === 0 ? 'All your changes are saved' : `Not saved yet: ${names.join(', ')}`
  status.classList.toggle('portal-sheet__saved--not', open.length > 0)
}

function show(form: HTMLFormElement, id: string, text: string, isWrong: boolean): void {
  const place = form.querySelector(`[data-state-of="${id}"]`)
  if (place === null) return
  place.textContent = text
  place.classList.toggle('portal-sheet__state--not', isWrong)
}

function boxOf(form: HTMLFormElement, field: string, id: string) {
  return form.querySelector<Box>(`[name="${field}-${id}"]`)
}

function versionOf(form: HTMLFormElement, id: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name="version-${id}"]`)
}
