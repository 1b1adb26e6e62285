/** One entry of the service navigation. A count of zero is not shown. */
export interface NavigationEntry {
  readonly href: string
  readonly text: string
  readonly current?: boolean
  readonly count?: number | undefined
}

/** What every page needs to know about where it is shown. Plain data: no request, no session. */
export interface ViewContext {
  readonly face: 'provider' | 'council' | 'public'
  readonly council?: {
    readonly name: string
    readonly shortName: string
    /** '#rrggbb' */
    readonly colour: string
    readonly logoText?: string
  }
  /** Where the person is working, named on every page: "Elm House Care Ltd with Norfolk County Council". */
  readonly workplace?: string
  readonly person?: { readonly name: string }
  /** Notifications that wait unread; absent where there is no list of them. */
  readonly unread?: number
  /** While a council's officer acts for the provider: whose pages these are, and until when, in words. */
  readonly acting?: { readonly forName: string; readonly until: string }
  readonly navigation: readonly NavigationEntry[]
  readonly csrf: string
  /** For the page's own script, and for the rules of the council's colour. */
  readonly nonce: string
  readonly path: string
  /** Seconds without activity after which the session ends. Absent when nobody is signed in. */
  readonly idleSeconds?: number
  /** The same as a clock in England will show it, for whoever has no scripts to warn them. */
  readonly idleUntil?: string
  /** Shown once, on the page after an act. */
  readonly banner?: { readonly text: string; readonly kind: 'success' | 'information' }
  readonly assets: { readonly css: string; readonly js: string; readonly theme?: string }
}
