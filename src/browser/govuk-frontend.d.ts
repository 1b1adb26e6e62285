/** The package ships no types. Only what main.ts needs. */
declare module 'govuk-frontend' {
  interface ComponentClass {
    readonly moduleName: string
  }
  export const Accordion: ComponentClass
  export const Button: ComponentClass
  export const CharacterCount: ComponentClass
  export const Checkboxes: ComponentClass
  export const ErrorSummary: ComponentClass
  export const FileUpload: ComponentClass
  export const NotificationBanner: ComponentClass
  export const PasswordInput: ComponentClass
  export class Radios {
    static readonly moduleName: string
    syncConditionalRevealWithInputState(input: HTMLInputElement): void
  }
  export const ServiceNavigation: ComponentClass
  export const SkipLink: ComponentClass
  export const Tabs: ComponentClass
  export function createAll(component: ComponentClass): void
  export function isSupported(): boolean
}
