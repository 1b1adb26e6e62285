import type { Db } from '../../../platform/db/db.ts'
import { seal } from '../../../platform/secrets.ts'
import { saveAccounts, saveCode, savePassword } from '../store/credentials.ts'
import { gate, type Access } from './access.ts'

type NewAccount = { readonly email: string; readonly name: string }

/** One account per e-mail address, made if it is new. Answers the ids by lower-case address. */
export async function createAccounts(db: Db, people: readonly NewAccount[]): Promise<ReadonlyMap<string, string>> {
  const wanted = people.map(({ email, name }) => ({ email: email.trim().toLowerCase(), name }))
  const saved = await db.write(gate, (tx) => saveAccounts(tx, wanted))
  return new Map(saved.map(({ email, id }) => [email, id]))
}

type DemonstrationSecrets = { readonly accountIds: readonly string[]; readonly password: string; readonly code: string }

/** Made-up people share one password, hashed once; each code is sealed for its own account. */
export async function giveDemonstrationSecrets(
  access: Access,
  { accountIds, password, code }: DemonstrationSecrets,
): Promise<void> {
  const now = access.clock.now()
  const hash = await access.passwords.hash(password)
  const codes = accountIds.map((id) => ({ id, ...seal(access.secrets, code, id) }))
  await access.db.write(gate, async (tx) => {
    await savePassword(tx, accountIds, { hash, now })
    await saveCode(tx, codes, now)
  })
}
