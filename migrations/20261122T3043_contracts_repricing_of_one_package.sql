-- Care that moves to another line of the price book from a day that has begun: only this package is looked at once more, and
-- nobody else who is paid by that line.
alter table contracts.repricing add column package_id uuid;
comment on column contracts.repricing.package_id is 'The one package that is to be priced again; null for all that the line pays';
create or replace view published.repricing with (security_invoker) as
  select council_id, seq, rate_line_id, contract_id, provider_id, days, package_id from contracts.repricing;
