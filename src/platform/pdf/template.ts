/**
 * The one layout of our papers, in Typst. The data comes in as JSON beside it and is only ever shown as text.
 * Libertinus is built into the compiler, so the same paper has the same bytes on every machine.
 */
export const template = String.raw`
#let doc = json(bytes(sys.inputs.document))
#let day = doc.at("datedOn", default: none)
#let (year, month, date) = if day == none { (none, none, none) } else { day.split("-").map(int) }
#set document(title: doc.title, date: if day == none { none } else { datetime(year: year, month: month, day: date) })
#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 20mm), footer: context [
  #set text(size: 8.5pt, fill: luma(70))
  #doc.footer #h(1fr) Page #counter(page).display("1 of 1", both: true)
])
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", region: "GB", number-width: "tabular", hyphenate: false)
#set par(leading: 0.55em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: 1.6em, below: 0.7em, sticky: true)
#set table(stroke: (x, y) => (bottom: if y == 0 { 0.9pt + luma(40) } else { 0.4pt + luma(170) }), inset: (x: 5pt, y: 4.5pt))
#show table.cell.where(y: 0): strong

#text(size: 10.5pt, fill: luma(70), doc.from)
#v(-0.3em)
= #doc.title

#if doc.facts.len() > 0 {
  v(0.4em)
  grid(
    columns: (auto, 1fr),
    row-gutter: 7pt,
    column-gutter: 16pt,
    ..doc.facts.map(fact => (strong(fact.name), fact.value)).flatten()
  )
}

#let width-of(column) = if column.at("numeric", default: false) { auto } else { column.at("share", default: 1) * 1fr }
#let side-of(column) = if column.at("numeric", default: false) { right } else { left }
#for section in doc.sections {
  heading(level: 2, section.heading)
  let total = section.at("total", default: ())
  table(
    columns: section.columns.map(width-of),
    align: section.columns.map(side-of),
    table.header(..section.columns.map(column => column.heading)),
    ..section.rows.flatten(),
    ..if total.len() > 0 { (table.footer(repeat: false, ..total.map(strong)),) }
  )
}

#if doc.notes.len() > 0 {
  v(0.8em)
  for note in doc.notes { par(note) }
}

#let check = doc.at("check", default: none)
#if check != none {
  heading(level: 2, check.heading)
  block(breakable: false, grid(
    columns: (auto, 1fr),
    column-gutter: 14pt,
    image(bytes(check.picture), format: "svg", width: 30mm, alt: check.alt),
    for line in check.lines { par(line) }
  ))
}
`
