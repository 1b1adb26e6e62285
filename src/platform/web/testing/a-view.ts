import type { ViewContext } from '../view-context.ts'

/** A signed-in provider's page, with what a test says otherwise. */
export function aView(view: Partial<ViewContext> = {}): ViewContext {
  return {
    face: 'provider',
    council: { name: 'Norfolk County Council (demo)', shortName: 'Norfolk', colour: '#00527a' },
    workplace: 'Elm House Care Ltd with Norfolk County Council (demo)',
    person: { name: 'Asha Patel' },
    navigation: [
      { href: '/', text: 'Home' },
      { href: '/agreements', text: 'Agreements', current: true, count: 3 },
    ],
    csrf: 'csrf-token',
    nonce: 'nonce-1',
    path: '/agreements',
    idleSeconds: 600,
    idleUntil: '9:10am',
    assets: { css: '/assets/app.css', js: '/assets/app.js' },
    ...view,
  }
}
