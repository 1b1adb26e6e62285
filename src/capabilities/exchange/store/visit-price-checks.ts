/** Minutes after midnight of a staged time; all day where none is said. The same reading as `loadVisitPrices`. */
const from = (row: string) => `coalesce(extract(epoch from ${row}.from_time)::int / 60, 0)`
const until = (row: string) =>
  `case when ${row}.to_time is null then 1440 else extract(epoch from ${row}.to_time)::int / 60 end`

/** Each band as what it is between two midnights. */
const halves = `(
  select b.line, b.rate_ref, b.starts_on, d.day, h.begins, h.ends
  from (select s.*, ${from('s')} as begins, ${until('s')} as ends from pack_visit_prices s where s.days is not null) b
  cross join lateral unnest(case b.days when 'every-day' then array['weekday', 'weekend'] else array[b.days] end) d(day)
  cross join lateral (values
    (b.begins, case when b.ends > b.begins then b.ends else 1440 end), (0, case when b.ends > b.begins then 0 else b.ends end)
  ) h(begins, ends)
  where h.begins < h.ends)`

/** What prices of visits must be beyond their columns, as on the council's page. */
export const visitPriceChecks: readonly string[] = [
  `select s.line, 'rate_ref', 'visit-prices-not-by-hour', s.rate_ref, null
   from pack_visit_prices s join pack_rate_lines l on l.rate_ref = s.rate_ref where l.unit <> 'hour'`,
  `select s.line, case when s.minutes is null then 'days' else 'minutes' end, 'visit-price-of-what', coalesce(s.minutes::text, s.days), null
   from pack_visit_prices s
   where num_nonnulls(s.minutes, s.days) <> 1 or (s.minutes is not null and num_nonnulls(s.from_time, s.to_time) > 0)`,
  `select s.line, 'to_time', 'visit-price-without-time', to_char(s.to_time, 'HH24:MI'), null
   from pack_visit_prices s
   where s.days is not null and (num_nonnulls(s.from_time, s.to_time) = 1 or s.from_time = s.to_time)`,
  `select s.line, case when s.over_an_edge <> o.over_an_edge then 'over_an_edge' else 'ends_on' end, 'visit-prices-differ', s.starts_on::text, o.line::text
   from pack_visit_prices s
   join lateral (select * from pack_visit_prices o where o.rate_ref = s.rate_ref and o.starts_on = s.starts_on order by o.line limit 1) o on true
   where s.over_an_edge <> o.over_an_edge or s.ends_on is distinct from o.ends_on`,
  `select s.line, 'starts_on', 'overlap', s.starts_on::text, min(o.line)::text
   from pack_visit_prices s
   join pack_visit_prices o on o.rate_ref = s.rate_ref and o.starts_on < s.starts_on and coalesce(o.ends_on >= s.starts_on, true)
   group by s.line, s.starts_on`,
  `select s.line, 'minutes', 'visit-prices-meet', s.minutes::text, min(o.line)::text
   from pack_visit_prices s
   join pack_visit_prices o on o.rate_ref = s.rate_ref and o.starts_on = s.starts_on and o.minutes = s.minutes and o.line < s.line
   group by s.line, s.minutes`,
  `select s.line, 'days', 'visit-prices-meet', min(s.day), min(o.line)::text
   from ${halves} s
   join ${halves} o on o.rate_ref = s.rate_ref and o.starts_on = s.starts_on and o.day = s.day and o.line < s.line
     and s.begins < o.ends and o.begins < s.ends
   group by s.line`,
  `select min(s.line), 'starts_on', 'visit-prices-without-hourly', s.starts_on::text, null
   from pack_visit_prices s
   where s.starts_on is not null and exists (select from pack_rate_lines l where l.rate_ref = s.rate_ref)
     and not exists (select from pack_rates r where r.rate_ref = s.rate_ref and r.starts_on <= s.starts_on
       and coalesce(r.ends_on >= s.starts_on, true))
   group by s.rate_ref, s.starts_on`,
]
