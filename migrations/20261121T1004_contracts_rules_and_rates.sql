-- What a contract says about recording and paying, by date. A payment line keeps the rule version it was computed from.
create table contracts.contract_rule (
  council_id         uuid not null,
  contract_id        uuid not null,
  provider_id        uuid not null,
  valid              daterange not null,
  version            integer not null,
  payment_terms      text not null check (payment_terms in ('actual', 'planned')),
  paid_by            text not null check (paid_by in ('invoice', 'schedule')),
  recording          text not null check (recording in ('weekly', 'timetabled', 'none')),
  frustrated_percent smallint not null default 100 check (frustrated_percent between 0 and 100),
  tolerance_percent  numeric(5, 2) check (tolerance_percent >= 0),
  extras_allowed     boolean not null default true,
  visits_required    boolean not null default false,
  step_minutes       smallint not null default 15 check (step_minutes between 1 and 60),
  claim_limit_weeks  smallint not null default 26 check (claim_limit_weeks between 1 and 520),
  day_rule           text not null default 'nights' check (day_rule in ('nights', 'inclusive')),
  sign_gate          boolean not null default true,
  primary key (council_id, contract_id, valid without overlaps),
  foreign key (council_id, contract_id) references contracts.contract
);
comment on column contracts.contract_rule.recording is 'weekly quantities, timetabled visits, or none: nights follow from the package dates';
comment on column contracts.contract_rule.step_minutes is 'Hours are recorded in multiples of this many minutes';
comment on column contracts.contract_rule.tolerance_percent is 'How far above plan a week may go before it is held; null means no ceiling';
comment on column contracts.contract_rule.sign_gate is 'Care is recordable and payable only under an agreed agreement';
alter table contracts.contract_rule enable row level security;
alter table contracts.contract_rule force row level security;
create policy council_own on contracts.contract_rule to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.contract_rule to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.contract_rule to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.contract_rule to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on contracts.contract_rule to portal_council;

-- A line of a price book: one service level and unit under one contract. Its prices are rate rows by date.
create table contracts.rate_line (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  contract_id   uuid not null,
  provider_id   uuid not null,
  reference     text not null,
  service_level text not null,
  unit          text not null check (unit in ('hour', 'session', 'day', 'night', 'week')),
  primary key (council_id, id),
  foreign key (council_id, contract_id) references contracts.contract,
  constraint rate_line_reference_is_unique unique (council_id, reference)
);
create index rate_line_contract on contracts.rate_line (council_id, contract_id);
alter table contracts.rate_line enable row level security;
alter table contracts.rate_line force row level security;
create policy council_own on contracts.rate_line to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.rate_line to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.rate_line to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.rate_line to portal_provider, portal_provider_scoped;
grant select, insert, update on contracts.rate_line to portal_council;

create table contracts.rate (
  council_id   uuid not null,
  rate_line_id uuid not null,
  contract_id  uuid not null,
  provider_id  uuid not null,
  valid        daterange not null,
  price        platform.rate not null check (price >= 0),
  primary key (council_id, rate_line_id, valid without overlaps),
  foreign key (council_id, rate_line_id) references contracts.rate_line
);
alter table contracts.rate enable row level security;
alter table contracts.rate force row level security;
create policy council_own on contracts.rate to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.rate to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.rate to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.rate to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on contracts.rate to portal_council;
