export { packSizes } from './sizes.ts'
export { demonstrationCouncils } from './profiles.ts'
export { DEMONSTRATION_CODE, DEMONSTRATION_PASSWORD, demoSignIns, type DemoSignIn } from './sign-ins.ts'
export { writeSizedPack } from './write-packs.ts'
