-- A line knows which changes of past prices it was made with, so that a later one is found and corrected once.
alter table payments.payment_line add column repriced_seq bigint not null default 0;
comment on column payments.payment_line.repriced_seq is 'Highest published.repricing.seq of the council when it was priced';
create or replace view published.payment_line with (security_invoker) as
  select council_id, from_on, id, provider_id, service_id, contract_id, person_id, package_id, kind, revision, covers_from, to_on,
    quantity, unit, average_price, amount_pence, trace, invoice_id, run_id, week_version, priced_at
  from payments.payment_line;
