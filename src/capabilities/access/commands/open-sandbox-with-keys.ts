import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { SandboxCompany } from '../rules/api-keys.ts'
import { abilities } from '../rules/api-keys.ts'
import { hashToken } from './access.ts'
import { makeApiKey } from './api-keys.ts'
import { openSandbox } from './sandboxes.ts'

export type TestKeys = Readonly<Record<SandboxCompany, string>>
const DAYS = 365

/** For the demonstration: a sandbox whose keys everybody may know, as everybody knows its passwords. */
export async function openSandboxWithKeys(work: Work, name: string, keys: TestKeys): Promise<string> {
  const sandboxId = orThrow(await openSandbox(work, name))
  for (const [company, text] of [['weekly', keys.weekly] as const, ['visits', keys.visits] as const])
    orThrow(
      await makeApiKey(work, {
        name: company === 'weekly' ? `${name}, weekly amounts` : `${name}, visits`,
        ...{ abilities, serviceId: null, days: DAYS, keyHash: hashToken(text) },
        sandbox: { id: sandboxId, company },
      }),
    )
  return sandboxId
}

function orThrow<T>(outcome: Outcome<T, { readonly code: string }>): T {
  if (outcome.ok) return outcome.value
  throw new Error(`no sandbox was opened: ${outcome.refusal.code}`)
}
