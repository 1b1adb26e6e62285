/** What people call their browser: most of what it says of itself is history. */
export function browserName(userAgent: string): string {
  const browsers = [
    [/Edg(e|A|iOS)?\//, 'Microsoft Edge'],
    [/OPR\//, 'Opera'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/(Firefox|FxiOS)\//, 'Firefox'],
    [/(Chrome|CriOS)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ] as const
  const systems = [
    [/iPhone|iPad/, 'iPhone or iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/Linux|CrOS/, 'Linux'],
  ] as const
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1]
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1]
  if (browser === undefined) return 'Another browser'
  return system === undefined ? browser : `${browser} on ${system}`
}
