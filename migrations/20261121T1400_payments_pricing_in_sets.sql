-- The first day that a line pays for: its week may begin before the package does. The week stays the line's key,
-- so that a package whose dates change is never paid twice for one week.
alter table payments.payment_line add column covers_from date not null;
comment on column payments.payment_line.from_on is 'The week of a line of care; the first night of a stay';
comment on column payments.payment_line.covers_from is 'First day paid for: within a week, the first day of the package';

-- What a provider writes is priced for an invoice and not yet part of a run.
create policy unpaid_only on payments.payment_line as restrictive for insert to portal_provider, portal_provider_scoped
  with check (run_id is null);
create policy paid_lines_stay on payments.payment_line as restrictive for delete to portal_provider, portal_provider_scoped
  using (run_id is null);
create policy paid_lines_keep_their_invoice on payments.payment_line as restrictive for update to portal_provider, portal_provider_scoped
  using (run_id is null);

-- An approved invoice, waiting for the next run of its contract's calendar.
create table payments.cleared_invoice (
  council_id  uuid not null,
  invoice_id  uuid not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  period_id   uuid not null,
  run_id      uuid,
  cleared_by  uuid not null,
  cleared_at  timestamptz not null,
  primary key (council_id, invoice_id),
  foreign key (council_id, period_id) references payments.period,
  foreign key (council_id, run_id) references payments.run
);
create index cleared_invoice_waiting on payments.cleared_invoice (council_id, contract_id) where run_id is null;
create index cleared_invoice_run on payments.cleared_invoice (council_id, run_id);
call platform.protect('payments.cleared_invoice', 'scoped');
grant select on payments.cleared_invoice to portal_provider, portal_provider_scoped;
grant select, insert, update (run_id), delete on payments.cleared_invoice to portal_council;

-- What the person who releases is shown, and what must then be true in the books.
alter table payments.run
  add column recovered_pence platform.pence not null default 0,
  add column carried_pence platform.pence not null default 0,
  add column paid_pence platform.pence not null default 0;
alter table payments.run add constraint run_ties check (paid_pence = total_pence - recovered_pence + carried_pence);

-- The words of a trace, exactly as the screens write them. 30,000 = 2^4 x 3 x 5^4, so a quantity has an exact decimal
-- if and only if its parts divide by three; otherwise it is a fraction in its lowest terms.
create function payments.quantity_text(parts bigint) returns text immutable parallel safe language sql
  return case when parts % 3 = 0 then trim_scale((parts / 3) * 0.0001)::text
    else (parts / gcd(parts, 30000))::text || '/' || (30000 / gcd(parts, 30000))::text end;
-- The same for hundredths of parts, of which a payable share of frustrated care is a whole number.
create function payments.share_text(hundredths bigint) returns text immutable parallel safe language sql
  return case when hundredths % 3 = 0 then trim_scale((hundredths / 3) * 0.000001)::text
    else (hundredths / gcd(hundredths, 3000000))::text || '/' || (3000000 / gcd(hundredths, 3000000))::text end;
create function payments.rate_text(price numeric) returns text immutable parallel safe language sql
  return (price * 0.0001)::numeric(20, 4)::text;
-- Half away from zero, for amounts that are not negative.
create function payments.divide_rounding(dividend numeric, divisor numeric) returns numeric immutable parallel safe language sql
  return div(2 * dividend + divisor, 2 * divisor);
-- Units planned on the days of part of one week. 1 January of year 1 was a Monday, and by_day begins on Monday.
create function payments.planned_between(by_day bigint[], first_day date, last_day date) returns bigint immutable parallel safe language sql
  return case when first_day <= last_day then by_day[(first_day - '0001-01-01'::date) % 7 + 1] else 0 end
    + case when first_day + 1 <= last_day then by_day[(first_day + 1 - '0001-01-01'::date) % 7 + 1] else 0 end
    + case when first_day + 2 <= last_day then by_day[(first_day + 2 - '0001-01-01'::date) % 7 + 1] else 0 end
    + case when first_day + 3 <= last_day then by_day[(first_day + 3 - '0001-01-01'::date) % 7 + 1] else 0 end
    + case when first_day + 4 <= last_day then by_day[(first_day + 4 - '0001-01-01'::date) % 7 + 1] else 0 end
    + case when first_day + 5 <= last_day then by_day[(first_day + 5 - '0001-01-01'::date) % 7 + 1] else 0 end
    + case when first_day + 6 <= last_day then by_day[(first_day + 6 - '0001-01-01'::date) % 7 + 1] else 0 end;

create view published.payment_line with (security_invoker) as
  select council_id, from_on, id, provider_id, service_id, contract_id, person_id, package_id, kind, revision, covers_from, to_on,
    quantity, unit, average_price, amount_pence, trace, invoice_id, run_id
  from payments.payment_line;
create view published.remittance with (security_invoker) as
  select council_id, id, run_id, provider_id, period_id, reference, line_count, lines_pence, recovered_pence, carried_pence, paid_pence, paid_on
  from payments.remittance;
-- What became of an approved invoice: waiting, in a prepared run, or paid with a released one.
create view published.cleared_invoice with (security_invoker) as
  select i.council_id, i.invoice_id, i.provider_id, i.service_id, i.contract_id, i.run_id, r.status as run_status, r.released_at
  from payments.cleared_invoice i left join payments.run r on r.council_id = i.council_id and r.id = i.run_id;
grant select on published.payment_line, published.remittance, published.cleared_invoice to portal_council, portal_provider, portal_provider_scoped;

-- Whether a provider can be paid at all; the digits themselves stay with the organisation.
create or replace view published.provider with (security_invoker) as
  select council_id, id, reference, legal_name, trading_name, status, bank_last_four is not null as has_bank_details
  from providers.organisation;
