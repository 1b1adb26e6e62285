-- What a trial of other terms counts anew: the visits that call monitoring logged, and the weeks that were recorded from them.
create view published.logged_visit with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, package_id, client_ref, secondary_visit, visited_on, planned_at,
    planned_minutes, claimed_at, starts_at, logged_minutes, outcome, state, placed_by, why, paid_minutes
  from actuals.visit;
create view published.monitored_week with (security_invoker) as
  select council_id, week_start, package_id from actuals.week where source = 'monitoring';
grant select on published.logged_visit, published.monitored_week to portal_council;
