-- A price that was approved on its own makes agreements that state it anew, as an uplift does: it is named by its change.
create or replace view published.uplift_line with (security_invoker) as
  select x.council_id, x.uplift_id, x.rate_line_id, x.contract_id, x.provider_id, x.from_on, x.old_price, x.new_price
  from contracts.uplift_line x
  join contracts.uplift u on u.council_id = x.council_id and u.id = x.uplift_id
  where x.outcome = 'changes' and u.status = 'applied'
  union all
  select c.council_id, c.id, c.rate_line_id, c.contract_id, c.provider_id, c.from_on, c.old_price, c.price
  from contracts.rate_change c
  where c.status = 'approved' and c.uplift_id is null and c.old_price is not null;
