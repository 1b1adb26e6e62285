import { passwordFaults, type PasswordFault } from '../capabilities/access/rules/password-policy.ts'
import { codeFaults, type CodeFault } from '../capabilities/access/rules/security-code.ts'

const QUIET_MS = 1000
const MET = ' – done'

/** Says beside each rule of a password or code whether it is met, as it is typed; the server judges again. */
export function showLiveRules(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-live-rules]')) watch(list)
}

function watch(list: HTMLElement): void {
  const field = document.querySelector<HTMLInputElement>(`input[name="${list.dataset['ruleField'] ?? ''}"]`)
  const status = list.parentElement?.querySelector('[data-rules-status]')
  if (field === null) return
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    const text = show(list, field.value)
    clearTimeout(timer)
    // Not at every key: a screen reader would talk over the typing.
    timer = setTimeout(() => {
      if (status) status.textContent = text
    }, QUIET_MS)
  })
}

function show(list: HTMLElement, typed: string): string {
  const faults: ReadonlySet<string> = new Set(faultsOf(list, typed))
  let met = 0
  const lines = [...list.querySelectorAll<HTMLElement>('[data-rule]')]
  for (const line of lines) {
    const isMet = typed !== '' && !(line.dataset['rule'] ?? '').split(' ').some((fault) => faults.has(fault))
    const mark = line.querySelector('[data-rule-state]')
    if (mark) mark.textContent = isMet ? MET : ''
    if (isMet) met += 1
  }
  return typed === '' ? '' : `${String(met)} of ${String(lines.length)} rules that can be checked now are met`
}

function faultsOf(list: HTMLElement, typed: string): readonly (PasswordFault | CodeFault)[] {
  if (list.dataset['liveRules'] === 'code') {
    const faults = codeFaults(typed.replaceAll(/\s/g, ''))
    // Of what is not six digits yet, the other rules are not known.
    return faults.includes('not-six-digits') ? ['not-six-digits', 'digit-too-often', 'run'] : faults
  }
  const rules = {
    shortest: Number(list.dataset['shortest'] ?? 0),
    letterAndOther: list.dataset['letterAndOther'] === 'yes',
    lastsDays: undefined,
    remembered: 0,
    dormantDays: 0,
  }
  return passwordFaults(typed, { rules })
}
