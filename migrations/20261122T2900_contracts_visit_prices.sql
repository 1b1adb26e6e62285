-- Prices of visits beside the hourly price of a line: for a length, and for a time of day on some kind of day. By date, as
-- all prices are: two that hold on one day cannot be.
create function contracts.are_visit_prices(fixed jsonb, bands jsonb) returns boolean immutable parallel safe language sql
  return jsonb_typeof(fixed) = 'array' and jsonb_typeof(bands) = 'array' and jsonb_array_length(fixed) + jsonb_array_length(bands) > 0
    and (select count(distinct minutes) = count(*) and coalesce(bool_and(coalesce(minutes between 1 and 1440 and price >= 0, false)), true)
      from jsonb_to_recordset(fixed) f(minutes int, price bigint))
    and (select coalesce(bool_and(coalesce("from" between 0 and 1439 and until between 0 and 1440 and until <> "from" and price >= 0
        and cardinality(days) > 0 and days <@ array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'weekday', 'weekend',
          'bank-holiday', 'special-day'], false)), true)
      from jsonb_to_recordset(bands) b(days text[], "from" int, until int, price bigint));

create table contracts.visit_price (
  council_id   uuid not null,
  id           uuid not null default uuidv7(),
  rate_line_id uuid not null,
  contract_id  uuid not null,
  provider_id  uuid not null,
  valid        daterange not null,
  split        boolean not null,
  fixed        jsonb not null,
  bands        jsonb not null,
  primary key (council_id, rate_line_id, valid without overlaps),
  constraint visit_price_is_named unique (council_id, id),
  constraint visit_price_is_of_own_line foreign key (council_id, provider_id, contract_id, rate_line_id)
    references contracts.rate_line (council_id, provider_id, contract_id, id),
  constraint visit_prices_can_be_read check (contracts.are_visit_prices(fixed, bands))
);
comment on column contracts.visit_price.split is 'True: each part of a visit by its own day and band. False: the whole visit by the moment at which it starts';
comment on column contracts.visit_price.fixed is 'What a visit of exactly so many minutes costs: [{minutes, price}], in ten-thousandths of a pound. One is used, never two';
comment on column contracts.visit_price.bands is 'What an hour costs: [{days, from, until, price}], in minutes after midnight; one that ends at or before its start goes over midnight';
alter table contracts.visit_price enable row level security;
alter table contracts.visit_price force row level security;
create policy council_own on contracts.visit_price to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.visit_price to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.visit_price to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.visit_price to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on contracts.visit_price to portal_council;

-- Said by one person and approved by another, as every price. Without prices it says that those of the day end.
create table contracts.visit_price_change (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  rate_line_id  uuid not null,
  contract_id   uuid not null,
  provider_id   uuid not null,
  from_on       date not null,
  split         boolean,
  fixed         jsonb,
  bands         jsonb,
  reason        text not null check (length(reason) between 1 and 2000),
  status        text not null check (status in ('proposed', 'approved', 'refused', 'withdrawn')),
  proposed_by   uuid not null,
  proposer_name text not null,
  proposed_at   timestamptz not null,
  decided_by    uuid,
  decider_name  text,
  decided_at    timestamptz,
  note          text check (length(note) <= 2000),
  row_version   integer not null default 1,
  primary key (council_id, id),
  constraint visit_change_is_of_own_line foreign key (council_id, provider_id, contract_id, rate_line_id)
    references contracts.rate_line (council_id, provider_id, contract_id, id),
  constraint visit_prices_are_whole check (num_nonnulls(split, fixed, bands) in (0, 3)
    and (fixed is null or contracts.are_visit_prices(fixed, bands))),
  constraint nobody_approves_their_own_visit_price check (status not in ('approved', 'refused') or decided_by <> proposed_by),
  constraint visit_price_decision_names_who check ((status = 'proposed') = (decided_at is null))
);
create unique index one_visit_price_proposal_per_line on contracts.visit_price_change (council_id, rate_line_id) where status = 'proposed';
create index visit_price_change_of_line on contracts.visit_price_change (council_id, rate_line_id, proposed_at desc, id);
create index visit_price_change_waiting on contracts.visit_price_change (council_id, proposed_at, id) where status = 'proposed';
call platform.protect('contracts.visit_price_change', 'council');
grant select, insert, update (status, decided_by, decider_name, decided_at, note, row_version) on contracts.visit_price_change to portal_council;

-- Days that the council pays otherwise than the bank holidays of England and Wales say. Only days to come are named, and
-- two people name them; a migration pack brings those that were agreed before.
create table contracts.calendar_day (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  day           date not null,
  kind          text not null check (kind in ('special-day', 'bank-holiday', 'ordinary-day')),
  name          text not null check (char_length(btrim(name)) between 1 and 100),
  proposed_by   uuid,
  proposer_name text not null,
  proposed_at   timestamptz not null,
  approved_by   uuid,
  approver_name text,
  approved_at   timestamptz,
  primary key (council_id, id),
  constraint nobody_approves_their_own_day check (approved_by is null or approved_by <> proposed_by),
  constraint approval_names_who check ((approved_at is null) = (approver_name is null))
);
comment on column contracts.calendar_day.kind is 'ordinary-day: a bank holiday that is none here';
comment on column contracts.calendar_day.proposed_by is 'Null when it came with a migration pack';
create unique index one_approved_day on contracts.calendar_day (council_id, day) where approved_at is not null;
create unique index one_waiting_day on contracts.calendar_day (council_id, day) where approved_at is null;
alter table contracts.calendar_day enable row level security;
alter table contracts.calendar_day force row level security;
create policy council_own on contracts.calendar_day to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.calendar_day for select to portal_provider
  using (council_id = platform.council_id() and approved_at is not null);
create policy provider_scoped on contracts.calendar_day for select to portal_provider_scoped
  using (council_id = platform.council_id() and approved_at is not null);
grant select on contracts.calendar_day to portal_provider, portal_provider_scoped;
grant select, insert, delete, update (kind, name, approved_by, approver_name, approved_at) on contracts.calendar_day to portal_council;

create view published.visit_price with (security_invoker) as
  select council_id, id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands from contracts.visit_price;
-- A row for each kind of day; a band over midnight is one at both ends of its days. The most particular kind ranks first.
create view published.visit_band with (security_invoker) as
  select p.council_id, p.id as visit_price_id, p.provider_id, b.place::int as place, d.kind, h.from_minute, h.until_minute, b.price,
    case d.kind when 'special-day' then 1 when 'bank-holiday' then 2 when 'weekday' then 4 when 'weekend' then 4 else 3 end as rank
  from contracts.visit_price p
  cross join lateral rows from (jsonb_to_recordset(p.bands) as (days text[], "from" int, until int, price bigint))
    with ordinality as b(days, from_minute, until_minute, price, place)
  cross join lateral unnest(b.days) d(kind)
  cross join lateral (values
    (b.from_minute, case when b.until_minute > b.from_minute then b.until_minute else 1440 end),
    (0, case when b.until_minute > b.from_minute then 0 else b.until_minute end)
  ) h(from_minute, until_minute)
  where h.from_minute < h.until_minute;
create view published.calendar_day with (security_invoker) as
  select council_id, day, kind, name from contracts.calendar_day where approved_at is not null;
grant select on published.visit_price, published.visit_band, published.calendar_day
  to portal_council, portal_provider, portal_provider_scoped;

-- How the minutes of a visit become paid ones changes by date as the other terms do; null leaves it as it was.
alter table contracts.rule_change
  add column visit_rounding text check (visit_rounding in ('nearest', 'down', 'up', 'none')),
  add column visit_minutes smallint check (visit_minutes between 1 and 60),
  add column visit_capped boolean,
  add column visit_window_minutes smallint check (visit_window_minutes between 0 and 720);
