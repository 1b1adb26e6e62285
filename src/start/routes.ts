import type { Config } from '../config.ts'
import type { Register, RegisteredRoute } from '../platform/web/admission.ts'
import { makeApp, makeParts } from './parts.ts'

/** `portal routes`: nothing is asked of the database, so none need be there. */
export async function routesCommand(config: Config, asJson: boolean): Promise<string> {
  const parts = makeParts(config, 'postgres://nobody@localhost/none')
  const { app, register } = await makeApp(config, parts)
  await app.close()
  await parts.db.close()
  return asJson ? `${JSON.stringify(register, undefined, 2)}\n` : describeRoutes(register)
}

/** One line a route: method, address, who may come in, and whether it changes anything. */
export function describeRoutes(register: Register): string {
  const lines = [...register].sort(byAddress).map(({ method, address, permission, changesState }) => {
    return `${method.padEnd(6)} ${address.padEnd(64)} ${permission.padEnd(20)} ${changesState ? 'changes' : 'reads'}\n`
  })
  return lines.join('')
}

function byAddress(one: RegisteredRoute, other: RegisteredRoute): number {
  return `${one.address} ${one.method}` < `${other.address} ${other.method}` ? -1 : 1
}
