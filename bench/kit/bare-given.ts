import { z } from 'zod'

/** What a bare server is told. */
export const BareGiven = z.object({
  ownerUrl: z.string(),
  port: z.int(),
  councilId: z.string(),
  providerId: z.string(),
  navigation: z.array(
    z.object({ href: z.string(), text: z.string(), current: z.boolean(), count: z.int().optional() }),
  ),
  assets: z.object({ css: z.string(), js: z.string() }),
})
export type BareGiven = z.infer<typeof BareGiven>

/** And the bare server of the page of a person. */
export const BarePersonGiven = BareGiven.extend({ personId: z.string() })
export type BarePersonGiven = z.infer<typeof BarePersonGiven>

const COUNT = /<span class="portal-count">(\d+)<\/span>/

/** What differs from page to page of the real server, told to the bare one so that both send the same. */
export function chromeOf(html: string): Pick<BareGiven, 'navigation' | 'assets'> {
  const links = html.matchAll(
    /<a class="govuk-service-navigation__link" href="([^"]+)"( aria-current="[^"]*")?>(.*?)<\/a>/g,
  )
  return {
    navigation: [...links].map(([, href = '', current, text = '']) => ({
      href,
      text: text
        .replace(COUNT, '')
        .replaceAll(/<[^>]+>/g, '')
        .trim(),
      current: current !== undefined,
      ...(COUNT.test(text) ? { count: Number(COUNT.exec(text)?.[1]) } : {}),
    })),
    assets: {
      css: /href="(\/assets\/app-[^"]+\.css)"/.exec(html)?.[1] ?? '',
      js: /src="(\/assets\/app-[^"]+\.js)"/.exec(html)?.[1] ?? '',
    },
  }
}
