-- A view is read with its reader's rights on every column it names. Whoever sees some services only may know which
-- payment their lines came with, and not what the whole of it was.
create view published.remittance_name with (security_invoker) as
  select council_id, id, run_id, provider_id, period_id, reference, paid_on from payments.remittance;
grant select on published.remittance_name to portal_council, portal_provider, portal_provider_scoped;
