import type { LocalDate } from '../../../core/dates.ts'

/** As it is kept. Whether an approved invoice is in a run, or paid, is the run's to say. */
export type InvoiceStatus = 'draft' | 'submitted' | 'rejected' | 'approved'
export type RunStatus = 'prepared' | 'released' | 'discarded'

/** As people are told: with `to-create`, for care that no invoice claims yet, the eight plain states. */
export type InvoiceState = 'to-create' | 'draft' | 'checking' | 'overdue' | 'sent-back' | 'approved' | 'in-run' | 'paid'

type Standing = {
  readonly status: InvoiceStatus
  readonly dueOn: LocalDate | null
  readonly runStatus: RunStatus | null
}

export function stateOf({ status, dueOn, runStatus }: Standing, today: LocalDate): Exclude<InvoiceState, 'to-create'> {
  switch (status) {
    case 'draft':
      return 'draft'
    case 'rejected':
      return 'sent-back'
    case 'submitted':
      return dueOn !== null && dueOn < today ? 'overdue' : 'checking'
    case 'approved':
      return runStatus === 'released' ? 'paid' : runStatus === 'prepared' ? 'in-run' : 'approved'
  }
}

/** Whose move it is. Between approval and payment nobody needs to do anything but the run. */
export function moveOf(state: InvoiceState): 'provider' | 'council' | 'nobody' {
  switch (state) {
    case 'to-create':
    case 'draft':
    case 'sent-back':
      return 'provider'
    case 'checking':
    case 'overdue':
    case 'approved':
    case 'in-run':
      return 'council'
    case 'paid':
      return 'nobody'
  }
}

/** The provider may still change it: it is theirs until it is sent, and again when it is sent back. */
export function isOpen(status: InvoiceStatus): boolean {
  return status === 'draft' || status === 'rejected'
}
