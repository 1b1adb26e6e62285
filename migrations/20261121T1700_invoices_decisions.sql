-- Whether an invoice is part of a run, and paid, is known by the run alone: read with it, never copied.
alter table invoices.invoice drop constraint invoice_status_check;
alter table invoices.invoice add constraint invoice_status_check check (status in ('draft', 'submitted', 'rejected', 'approved'));

alter table invoices.invoice
  add column submitted_name text,
  add column due_on date,
  add column decided_by uuid,
  add column decided_name text,
  add column decided_at timestamptz,
  add constraint due_from_submission check ((submitted_at is null) = (due_on is null)),
  add constraint rejection_has_reason check (status <> 'rejected' or length(btrim(reject_reason)) > 0),
  add constraint approval_has_decider check (status <> 'approved' or (decided_by is not null and decided_at is not null)),
  add constraint own_number_is_not_blank check (length(btrim(own_number)) > 0);
comment on column invoices.invoice.due_on is 'Thirty days after submission, the term that public contracts imply';
comment on column invoices.invoice.reject_reason is 'Kept after it is sent again, so that whoever checks it knows what was wrong';

-- A draft is the provider's alone; what was submitted is not theirs to remove, and only staff approve.
create policy made_as_draft on invoices.invoice as restrictive for insert to portal_provider, portal_provider_scoped
  with check (status = 'draft');
create policy approved_by_staff on invoices.invoice as restrictive for update to portal_provider, portal_provider_scoped
  using (true) with check (status <> 'approved');
create policy submitted_stays on invoices.invoice as restrictive for delete to portal_provider, portal_provider_scoped
  using (status <> 'submitted' and status <> 'approved');
create policy drafts_stay_with_provider on invoices.invoice as restrictive for select to portal_council
  using (status <> 'draft');

-- The queue is read oldest submission first, and soonest due is the same order.
create index invoice_submitted on invoices.invoice (council_id, status, submitted_at, id);
create index invoice_period on invoices.invoice (council_id, provider_id, period_id, service_id, contract_id);
drop index invoices.invoice_list;
create index invoice_list on invoices.invoice (council_id, provider_id, created_at, id);

-- Which version of a week a line was priced from, so that a week changed since can be told.
create or replace view published.payment_line with (security_invoker) as
  select council_id, from_on, id, provider_id, service_id, contract_id, person_id, package_id, kind, revision, covers_from, to_on,
    quantity, unit, average_price, amount_pence, trace, invoice_id, run_id, week_version
  from payments.payment_line;

-- What a payment says of the invoice it answers.
create view published.invoice with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, period_id, reference, own_number, status, line_count, total_pence,
    submitted_at, due_on
  from invoices.invoice;
grant select on published.invoice to portal_council, portal_provider, portal_provider_scoped;
