import { readFileSync } from 'node:fs'
import type { Register, RegisteredRoute } from '../../src/platform/web/admission.ts'
import { packageFile } from '../../src/start/package-files.ts'

/** Every route, from the committed list that a test holds against the program. */
export function readRegister(): Register {
  const lines = readFileSync(packageFile('docs/routes.txt'), 'utf8').trimEnd().split('\n')
  return lines.map((line): RegisteredRoute => {
    const [method = '', address = '', permission = '', effect] = line.split(/\s+/)
    const parameters = [...address.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
    return { method, address, permission, parameters, face: faceOf(address), changesState: effect === 'changes' }
  })
}

function faceOf(address: string): RegisteredRoute['face'] {
  if (address.startsWith('/provider')) return 'provider'
  return address.startsWith('/council') ? 'council' : 'open'
}

const notForPeople = /^\/(api|scim|health|assets|calendar)\/|\.(csv|pdf|xlsx|ods|xml|json|zip)$/

/** An address that somebody opens in a browser and reads; some turn out to be a file or to lead elsewhere. */
export function isPage({ method, address }: RegisteredRoute): boolean {
  return method === 'GET' && !notForPeople.test(address)
}
