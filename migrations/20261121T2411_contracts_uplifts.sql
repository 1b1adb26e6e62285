-- A yearly rise of many prices: rules say which lines and by how much, a simulation says what that costs, a second
-- person approves exactly what was simulated.
create table contracts.uplift (
  council_id      uuid not null references platform.council,
  id              uuid not null default uuidv7(),
  name            text not null check (length(name) between 1 and 120),
  starts          text not null check (starts in ('on-day', 'anniversary')),
  effective_on    date not null,
  round_to        platform.rate not null check (round_to in (1, 100, 500, 1000)),
  recent_since    date,
  over_pence      platform.pence check (over_pence > 0),
  outlier_percent numeric(5, 2) not null check (outlier_percent > 0),
  status          text not null default 'draft' check (status in ('draft', 'submitted', 'applied', 'refused', 'undone')),
  simulated_at    timestamptz,
  outliers_reason text check (length(outliers_reason) between 1 and 2000),
  created_by      uuid not null,
  creator_name    text not null,
  created_at      timestamptz not null,
  submitted_by    uuid,
  submitter_name  text,
  decided_by      uuid,
  decider_name    text,
  decided_at      timestamptz,
  note            text check (length(note) <= 2000),
  undone_by       uuid,
  undoer_name     text,
  undone_at       timestamptz,
  row_version     integer not null default 1,
  primary key (council_id, id),
  constraint nobody_approves_their_own_uplift
    check (status not in ('applied', 'undone') or (decided_by <> submitted_by and decided_by <> created_by))
);
comment on column contracts.uplift.effective_on is 'The day of all, or the first of the year in which each contract''s anniversary falls';
comment on column contracts.uplift.recent_since is 'Prices agreed on or after this day are left as they are';
comment on column contracts.uplift.over_pence is 'Lines whose every package costs more than this a week were negotiated alone, and are left as they are';
create index uplift_newest on contracts.uplift (council_id, created_at desc, id);
call platform.protect('contracts.uplift', 'council');
grant select, insert, update on contracts.uplift to portal_council;

create table contracts.uplift_rule (
  council_id    uuid not null,
  uplift_id     uuid not null,
  position      smallint not null check (position between 1 and 50),
  sector        text,
  contract_id   uuid,
  contract_kind text check (contract_kind in ('spot', 'framework', 'block')),
  service_level text,
  band          text,
  unit          text check (unit in ('hour', 'session', 'day', 'night', 'week')),
  change        text not null check (change in ('percent', 'pounds', 'price', 'nothing')),
  amount        bigint not null check (amount >= 0),
  cap           platform.rate check (cap > 0),
  primary key (council_id, uplift_id, position),
  foreign key (council_id, uplift_id) references contracts.uplift,
  foreign key (council_id, contract_id) references contracts.contract
);
comment on table contracts.uplift_rule is 'The first rule that fits a line decides; null fits everything';
comment on column contracts.uplift_rule.amount is 'Ten-thousandths of one per cent, or of a pound';
call platform.protect('contracts.uplift_rule', 'council');
grant select, insert, delete on contracts.uplift_rule to portal_council;

-- What a simulation found, a row for every line of the price book. Once applied, the provider reads its own.
create table contracts.uplift_line (
  council_id   uuid not null,
  uplift_id    uuid not null,
  rate_line_id uuid not null,
  contract_id  uuid not null,
  provider_id  uuid not null,
  outcome      text not null check (outcome in ('changes', 'unchanged', 'no-rule', 'no-price', 'ended', 'recent', 'over', 'waiting')),
  position     smallint,
  from_on      date not null,
  old_price    platform.rate,
  new_price    platform.rate,
  is_outlier   boolean not null,
  packages     integer not null,
  units        platform.quantity not null,
  last_year_pence platform.pence not null,
  extra_pence  platform.pence not null,
  primary key (council_id, uplift_id, rate_line_id),
  foreign key (council_id, uplift_id) references contracts.uplift,
  constraint changed_line_has_both_prices check (outcome <> 'changes' or (old_price is not null and new_price is not null))
);
comment on column contracts.uplift_line.units is 'Paid for in the year before the simulation';
comment on column contracts.uplift_line.extra_pence is 'What these units would have cost more; rounded once for the line';
create index uplift_line_of_provider on contracts.uplift_line (council_id, uplift_id, provider_id, rate_line_id);
alter table contracts.uplift_line enable row level security;
alter table contracts.uplift_line force row level security;
create policy council_own on contracts.uplift_line to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.uplift_line to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.uplift_line to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.uplift_line to portal_provider, portal_provider_scoped;
grant select, insert, delete on contracts.uplift_line to portal_council;

-- The letter that tells a provider of its new prices; there is none before the uplift is approved.
create table contracts.uplift_letter (
  council_id   uuid not null,
  uplift_id    uuid not null,
  provider_id  uuid not null,
  name         text not null,
  lines        integer not null,
  extra_pence  platform.pence not null,
  sent_at      timestamptz not null,
  withdrawn_at timestamptz,
  primary key (council_id, uplift_id, provider_id),
  foreign key (council_id, uplift_id) references contracts.uplift,
  foreign key (council_id, provider_id) references providers.organisation
);
create index uplift_letter_of_provider on contracts.uplift_letter (council_id, provider_id, sent_at desc, uplift_id);
call platform.protect('contracts.uplift_letter', 'provider');
grant select on contracts.uplift_letter to portal_provider, portal_provider_scoped;
grant select, insert, update (withdrawn_at) on contracts.uplift_letter to portal_council;
alter table contracts.rate_change add foreign key (council_id, uplift_id) references contracts.uplift;
