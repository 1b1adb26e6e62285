-- A price that waits for its second person, with the day before which it would end: for whoever says what it would change.
create view published.proposed_price with (security_invoker) as
  select c.council_id, c.id, c.rate_line_id, c.contract_id, c.provider_id, c.from_on, c.old_price, c.price, c.row_version,
    case when r.rate_line_id is null then n.from_on else upper(r.valid) end as until,
    l.reference, l.service_level, l.unit, k.number as contract_number, k.calendar
  from contracts.rate_change c
  join contracts.rate_line l on l.council_id = c.council_id and l.id = c.rate_line_id
  join contracts.contract k on k.council_id = c.council_id and k.id = c.contract_id
  left join contracts.rate r on r.council_id = c.council_id and r.rate_line_id = c.rate_line_id and r.valid @> c.from_on
  left join lateral (
    select min(lower(x.valid)) as from_on from contracts.rate x
    where x.council_id = c.council_id and x.rate_line_id = c.rate_line_id and lower(x.valid) > c.from_on
  ) n on true
  where c.status = 'proposed';
grant select on published.proposed_price to portal_council;
