/** What a new person does before the first sign-in, in this order. */
export type SetUpTask = 'password' | 'second-step' | 'policies' | 'details'
export type TaskStatus = 'done' | 'to-do' | 'cannot-start'
export type SetUpFacts = {
  readonly passwordChosen: boolean
  readonly hasSecondStep: boolean
  /** Versions that the councils require by now, or will and that may wait, and that were not accepted. */
  readonly policiesDue: number
  readonly detailsConfirmed: boolean
}
export const setUpTasks: readonly SetUpTask[] = ['password', 'second-step', 'policies', 'details']

/** The password comes first, because it is what shows who goes on; the others in any order. */
export function statusOf(task: SetUpTask, facts: SetUpFacts): TaskStatus {
  if (task === 'password') return facts.passwordChosen ? 'done' : 'to-do'
  if (!facts.passwordChosen) return 'cannot-start'
  return isDone(task, facts) ? 'done' : 'to-do'
}

export function isSetUp(facts: SetUpFacts): boolean {
  return setUpTasks.every((task) => statusOf(task, facts) === 'done')
}

function isDone(task: Exclude<SetUpTask, 'password'>, facts: SetUpFacts): boolean {
  switch (task) {
    case 'second-step':
      return facts.hasSecondStep
    case 'policies':
      return facts.policiesDue === 0
    case 'details':
      return facts.detailsConfirmed
  }
}

const LONGEST_PHONE = 30

/** As people write them: digits, spaces, brackets, hyphens, a plus in front. Empty when none is given. */
export function phoneFault(phone: string): 'malformed' | undefined {
  const digits = phone.replaceAll(/\D/g, '').length
  if (phone === '') return undefined
  return phone.length <= LONGEST_PHONE && /^\+?[\d ()-]+$/.test(phone) && digits >= 7 && digits <= 15
    ? undefined
    : 'malformed'
}
