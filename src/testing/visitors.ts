import { councilPermissions, providerPermissions } from '../capabilities/access/index.ts'
import type { FaceScope } from '../platform/db/scope.ts'
import type { CouncilIdentity, Permission, Visitor } from '../platform/web/visitor.ts'
import { councilActor, providerActor, serviceActor } from './stage.ts'
import type { ACouncil, AProvider } from './world.ts'

type Over = { readonly permissions?: readonly Permission[]; readonly narrow?: boolean }

/** Someone at the provider; `narrow` sees one service only. */
export function aProviderVisitor(provider: AProvider, over: Over = {}): Visitor {
  const actor = over.narrow === true ? serviceActor(provider) : providerActor(provider)
  return visitor('provider', actor.scope, actor.name, over.permissions ?? providerPermissions)
}

export function aCouncilVisitor(council: ACouncil, accountId: string, over: Omit<Over, 'narrow'> = {}): Visitor {
  const actor = councilActor(council.id, accountId)
  return visitor('council', actor.scope, actor.name, over.permissions ?? councilPermissions)
}

function visitor(face: Visitor['face'], scope: FaceScope, name: string, permissions: readonly Permission[]): Visitor {
  return {
    accountId: scope.accountId,
    name,
    face,
    scope,
    council: identity(scope.councilId),
    workplace: face === 'provider' ? 'Test Care with Test Council' : 'Test Council',
    permissions: new Set(permissions),
    provedAt: new Date(0),
    idleSeconds: 600,
  }
}

function identity(id: string): CouncilIdentity {
  return {
    id,
    code: 'test',
    name: 'Test Council',
    shortName: 'Test',
    colour: '#1d70b8',
    agreementWord: 'Individual agreement',
    agreementAbbreviation: 'ISA',
    weekStartsOn: 1,
  }
}
