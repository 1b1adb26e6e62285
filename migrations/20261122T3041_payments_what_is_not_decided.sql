-- What waits for a decision and may look back, for whoever says what it would do to what was paid. Only staff decide.
create view published.proposed_end with (security_invoker) as
  select e.council_id, e.id, e.package_id, p.reference, p.person_id, e.kind, e.happened_on as last_day,
    case e.kind when 'death' then null else e.package_id end as only_package_id
  from care_packages.life_event e
  join care_packages.package p on p.council_id = e.council_id and p.id = e.package_id
  where e.status = 'waiting' and e.kind in ('death', 'moved');

create view published.proposed_payer with (security_invoker) as
  select c.council_id, c.id, c.provider_id, c.service_id, c.contract_id, c.package_id, p.reference, c.payer, c.from_on, c.old_pence,
    c.weekly_pence
  from care_packages.payer_change c
  join care_packages.package p on p.council_id = c.council_id and p.id = c.package_id
  where c.status = 'proposed';

create view published.proposed_variation with (security_invoker) as
  select v.council_id, v.id, v.provider_id, v.service_id, v.contract_id, v.package_id, p.reference, p.unit,
    coalesce(v.counts_from, v.from_on) as from_on, v.last_on, v.planned, v.planned_by_day
  from care_packages.variation v
  join care_packages.package p on p.council_id = v.council_id and p.id = v.package_id
  where v.status = 'waiting';

-- Prices of visits that wait, with the day before which they would end. Those without any end what holds.
create view published.proposed_visit_price with (security_invoker) as
  select c.council_id, c.id, c.rate_line_id, c.contract_id, c.provider_id, c.from_on, c.split, c.fixed, c.bands,
    case when p.id is null then n.from_on else upper(p.valid) end as until, l.reference, l.service_level, k.number as contract_number,
    k.calendar
  from contracts.visit_price_change c
  join contracts.rate_line l on l.council_id = c.council_id and l.id = c.rate_line_id
  join contracts.contract k on k.council_id = c.council_id and k.id = c.contract_id
  left join contracts.visit_price p on p.council_id = c.council_id and p.rate_line_id = c.rate_line_id and p.valid @> c.from_on
  left join lateral (
    select min(lower(x.valid)) as from_on from contracts.visit_price x
    where x.council_id = c.council_id and x.rate_line_id = c.rate_line_id and lower(x.valid) > c.from_on
  ) n on true
  where c.status = 'proposed';

-- As published.visit_band tells those that hold.
create view published.proposed_visit_band with (security_invoker) as
  select p.council_id, p.id as visit_price_id, p.provider_id, b.place::int as place, d.kind, h.from_minute, h.until_minute, b.price,
    case d.kind when 'special-day' then 1 when 'bank-holiday' then 2 when 'weekday' then 4 when 'weekend' then 4 else 3 end as rank
  from contracts.visit_price_change p
  cross join lateral rows from (jsonb_to_recordset(p.bands) as (days text[], "from" int, until int, price bigint))
    with ordinality as b(days, from_minute, until_minute, price, place)
  cross join lateral unnest(b.days) d(kind)
  cross join lateral (values
    (b.from_minute, case when b.until_minute > b.from_minute then b.until_minute else 1440 end),
    (0, case when b.until_minute > b.from_minute then 0 else b.until_minute end)
  ) h(from_minute, until_minute)
  where p.status = 'proposed' and h.from_minute < h.until_minute;
grant select on published.proposed_end, published.proposed_payer, published.proposed_variation, published.proposed_visit_price,
  published.proposed_visit_band to portal_council;
