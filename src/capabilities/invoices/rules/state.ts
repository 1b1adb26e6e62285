import type { LocalDate } from '../../../core/dates.ts'

/** As it is kept. Whether an approved invoice is in a run, or paid, is the run's to say. */
export type InvoiceStatus = 'draft' | 'submitted' | 'rejected' | 'approved'
export type RunStatus = 'prepared' | 'released' | 'discarded'

/** As people are told, in plain states; `to-create` is care that no invoice claims yet. */
export type InvoiceState =
  'to-create' | 'draft' | 'checking' | 'overdue' | 'sent-back' | 'approved' | 'in-run' | 'on-its-way' | 'paid'

type Standing = {
  readonly status: InvoiceStatus
  readonly dueOn: LocalDate | null
  readonly runStatus: RunStatus | null
  /** The day the money is in the bank, once its run is released. */
  readonly paidOn: LocalDate | null
}

export function stateOf(standing: Standing, today: LocalDate): Exclude<InvoiceState, 'to-create'> {
  switch (standing.status) {
    case 'draft':
      return 'draft'
    case 'rejected':
      return 'sent-back'
    case 'submitted':
      return standing.dueOn !== null && standing.dueOn < today ? 'overdue' : 'checking'
    case 'approved':
      return stateOfApproved(standing, today)
  }
}

function stateOfApproved(
  { runStatus, paidOn }: Standing,
  today: LocalDate,
): 'approved' | 'in-run' | 'on-its-way' | 'paid' {
  if (runStatus === 'released') return paidOn !== null && paidOn > today ? 'on-its-way' : 'paid'
  return runStatus === 'prepared' ? 'in-run' : 'approved'
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
    case 'on-its-way':
    case 'paid':
      return 'nobody'
  }
}

/** The provider may still change it: it is theirs until it is sent, and again when it is sent back. */
export function isOpen(status: InvoiceStatus): boolean {
  return status === 'draft' || status === 'rejected'
}
