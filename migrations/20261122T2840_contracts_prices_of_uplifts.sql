-- The prices that an uplift brought, named by its letter: for whoever shows a price that changes, on both faces. A letter
-- that was withdrawn names none.
create view published.uplift_price with (security_invoker) as
  select x.council_id, x.provider_id, x.contract_id, x.rate_line_id, x.from_on, x.uplift_id, t.name
  from contracts.uplift_letter t
  join contracts.uplift_line x on x.council_id = t.council_id and x.uplift_id = t.uplift_id and x.provider_id = t.provider_id
  where x.outcome = 'changes' and t.withdrawn_at is null;
grant select on published.uplift_price to portal_council, portal_provider, portal_provider_scoped;
create index uplift_line_of_rate_line on contracts.uplift_line (council_id, rate_line_id) where outcome = 'changes';

-- The prices of an uplift that is simulated and not decided, with the day before which each would end: for whoever says
-- what it would change of what was paid.
create view published.proposed_uplift_price with (security_invoker) as
  select x.council_id, x.uplift_id, x.rate_line_id, x.contract_id, x.provider_id, x.from_on, x.old_price, x.new_price as price,
    case when r.rate_line_id is null then n.from_on else upper(r.valid) end as until, k.calendar
  from contracts.uplift u
  join contracts.uplift_line x on x.council_id = u.council_id and x.uplift_id = u.id and x.outcome = 'changes'
  join contracts.contract k on k.council_id = x.council_id and k.id = x.contract_id
  left join contracts.rate r on r.council_id = x.council_id and r.rate_line_id = x.rate_line_id and r.valid @> x.from_on
  left join lateral (
    select min(lower(l.valid)) as from_on from contracts.rate l
    where l.council_id = x.council_id and l.rate_line_id = x.rate_line_id and lower(l.valid) > x.from_on
  ) n on true
  where u.status in ('draft', 'submitted') and u.simulated_at is not null;
create view published.proposed_uplift with (security_invoker) as
  select council_id, id, name, status from contracts.uplift where status in ('draft', 'submitted') and simulated_at is not null;
grant select on published.proposed_uplift_price, published.proposed_uplift to portal_council;
