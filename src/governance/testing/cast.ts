import {
  permissionsOf,
  permissionsOfStaff,
  type Mode,
  type ProviderRole,
  type StaffRole,
} from '../../capabilities/access/rules/permissions.ts'
import { ask } from './ask.ts'

/** Somebody who can sign in to one of the two councils. */
export type Person = {
  readonly membershipId: string
  readonly council: string
  /** Null for the council's own staff. */
  readonly providerId: string | null
  readonly company: string
  readonly role: string
  readonly permissions: ReadonlySet<string>
  /** The one service that they see, when it is not the whole organisation. */
  readonly serviceId: string | null
}

type Row = Omit<Person, 'permissions' | 'role'> & {
  readonly providerRole: ProviderRole | null
  readonly mode: Mode | null
  readonly staffRole: StaffRole | null
  /** Beside their kind of work, the authority to sign. */
  readonly signs: boolean
}

export async function listPeople(ownerUrl: string): Promise<readonly Person[]> {
  const rows = await ask<Row>(
    ownerUrl,
    `select m.id as "membershipId", c.code as council, m.provider_id as "providerId", coalesce(o.trading_name, '') as company,
       g.role as "providerRole", g.mode, g.service_id as "serviceId", r.role as "staffRole",
       exists (select from access.access_grant s where s.council_id = m.council_id and s.membership_id = m.id
         and s.role = 'signatory' and s.mode = 'edit') as signs
     from access.membership m join platform.council c using (council_id)
     left join providers.organisation o on o.council_id = m.council_id and o.id = m.provider_id
     left join access.access_grant g on g.council_id = m.council_id and g.membership_id = m.id and g.role <> 'signatory'
     left join access.staff_role r on r.council_id = m.council_id and r.membership_id = m.id
     order by c.code desc, o.reference, m.id`,
  )
  return rows.map(({ providerRole, mode, staffRole, signs, ...person }) => {
    const scope = person.serviceId === null ? '' : ', one service'
    if (providerRole !== null && mode !== null)
      return {
        ...person,
        role: `${providerRole} ${mode}${scope}`,
        permissions: new Set<string>([
          ...permissionsOf({ role: providerRole, mode }),
          ...(signs ? permissionsOf({ role: 'signatory', mode: 'edit' }) : []),
        ]),
      }
    if (staffRole === null) throw new Error('everyone in the cast has a role')
    return { ...person, role: staffRole, permissions: new Set<string>(permissionsOfStaff(staffRole)) }
  })
}
