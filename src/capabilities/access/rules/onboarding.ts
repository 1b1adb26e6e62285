import { addressKind } from './work-address.ts'

/** The first administrators of providers, one in each row. */
export const onboardingColumns = ['supplier_number', 'forename', 'surname', 'email', 'job_title', 'role'] as const
export const MOST_ROWS = 500

const roles = ['admin', 'full', 'main'] as const
type Role = (typeof roles)[number]

export type OnboardingRow = {
  /** As a spreadsheet numbers it: the headings are row 1. */
  readonly line: number
  readonly supplierNumber: string
  readonly forename: string
  readonly surname: string
  readonly email: string
  readonly jobTitle: string
  readonly role: Role
  /** What the role's cell says, when it is none of ours. */
  readonly unknownRole?: string
}
export type JudgedRow = { readonly row: OnboardingRow; readonly fault: string | undefined }

type Cells = Readonly<Record<string, string | undefined>>

export function rowFrom(cells: Cells, line: number): OnboardingRow {
  const cell = (name: (typeof onboardingColumns)[number]) => (cells[name] ?? '').trim()
  const typed = cell('role').toLowerCase()
  const role = typed === '' ? 'main' : roles.find((one) => one === typed)
  return {
    line,
    supplierNumber: cell('supplier_number'),
    forename: cell('forename'),
    surname: cell('surname'),
    email: cell('email'),
    jobTitle: cell('job_title'),
    role: role ?? 'main',
    ...(role === undefined ? { unknownRole: cell('role') } : {}),
  }
}

/** One sentence for the first thing that is wrong with each row. */
export function judgeRows(rows: readonly OnboardingRow[], suppliers: ReadonlySet<string>): readonly JudgedRow[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const key = `${row.supplierNumber} ${row.email.toLowerCase()}`
    const before = seen.get(key)
    seen.set(key, before ?? row.line)
    return {
      row,
      fault: faultOf(row, suppliers) ?? (before === undefined ? undefined : `The same as row ${String(before)}`),
    }
  })
}

function faultOf(row: OnboardingRow, suppliers: ReadonlySet<string>): string | undefined {
  const kind = addressKind(row.email)
  const checks: readonly (readonly [boolean, string])[] = [
    [row.supplierNumber === '', 'Enter the supplier number'],
    [!suppliers.has(row.supplierNumber), `No provider has the supplier number ${row.supplierNumber}`],
    [row.forename === '', 'Enter the forename'],
    [row.surname === '', 'Enter the surname'],
    [row.forename.length + row.surname.length > 200, 'The name is too long'],
    [row.jobTitle.length > 100, 'The job title must be 100 characters or fewer'],
    [row.email === '', 'Enter the email address'],
    [kind === 'not-an-address', `“${row.email.slice(0, 60)}” is not an email address`],
    [kind === 'shared', 'The email address looks shared: each person signs in as themselves'],
    [row.unknownRole !== undefined, `“${(row.unknownRole ?? '').slice(0, 60)}” is none of ${roles.join(', ')}`],
  ]
  return checks.find(([wrong]) => wrong)?.[1]
}
