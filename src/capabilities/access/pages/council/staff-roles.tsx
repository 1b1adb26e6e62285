import { z } from 'zod'
import { errorFor, type FormView } from '../../../../platform/web/forms.tsx'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import type { StaffRole } from '../../rules/permissions.ts'
import { staffSentence } from '../../rules/sentences.ts'

export const Role = z.enum([
  'brokerage',
  'payments',
  'payments-approver',
  'procurement',
  'portal-administration',
  'data-guardian',
  'auditor',
])

/** No box, one box or several. */
export const Roles = z
  .union([Role.transform((role) => [role]), z.array(Role).max(20)])
  .optional()
  .default([])

export const roleNames: Readonly<Record<StaffRole, string>> = {
  brokerage: 'Brokerage',
  payments: 'Payments',
  'payments-approver': 'Payments approver',
  procurement: 'Procurement',
  'portal-administration': 'Portal administration',
  'data-guardian': 'Data guardian',
  auditor: 'Auditor',
}

export function RoleBoxes({ form, roles }: { readonly form: FormView; readonly roles: readonly string[] }) {
  return (
    <Checkboxes
      name="roles"
      idPrefix="roles"
      legend={{ text: 'Roles', classes: 'govuk-fieldset__legend--s' }}
      errorMessage={errorFor(form, 'roles')}
      values={roles}
      items={Role.options.map((role) => ({ value: role, text: roleNames[role], hint: staffSentence(role) }))}
    />
  )
}
