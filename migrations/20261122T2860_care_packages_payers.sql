-- Who bears part of what a week of somebody's care costs, from a day on: the person's assessed contribution, a third
-- party's top-up within the price, and the nursing care that the NHS pays the home beside it. A row holds until the
-- next one of the same payer begins; nought ends it. Rows are added and never changed: of two from one day the later
-- one counts, so what was paid under a row can always be read again.
create table care_packages.payer (
  council_id   uuid not null,
  id           uuid not null default uuidv7(),
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  package_id   uuid not null,
  payer        text not null check (payer in ('contribution', 'top-up', 'nursing')),
  from_on      date not null,
  weekly_pence platform.pence not null check (weekly_pence >= 0),
  change_id    uuid,
  primary key (council_id, id),
  constraint payer_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id)
);
comment on column care_packages.payer.weekly_pence is 'For a week of seven nights; 0 from the day on which nobody pays it any more';
comment on column care_packages.payer.change_id is 'The decision that added it; null when it came with a migration pack';
create index payer_of_package on care_packages.payer (council_id, package_id, payer, from_on, id desc);
call platform.protect('care_packages.payer', 'scoped');
grant select on care_packages.payer to portal_provider, portal_provider_scoped;
grant select, insert on care_packages.payer to portal_council;

-- What one person says and another decides. Nobody approves what they said themselves.
create table care_packages.payer_change (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  provider_id   uuid not null,
  service_id    uuid not null,
  contract_id   uuid not null,
  package_id    uuid not null,
  payer         text not null check (payer in ('contribution', 'top-up', 'nursing')),
  from_on       date not null,
  old_pence     platform.pence not null check (old_pence >= 0),
  weekly_pence  platform.pence not null check (weekly_pence >= 0),
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
  constraint payer_change_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint nobody_approves_their_own_payer check (status not in ('approved', 'refused') or decided_by <> proposed_by),
  constraint payer_decision_names_who check ((status = 'proposed') = (decided_at is null))
);
comment on column care_packages.payer_change.old_pence is 'What was paid on that day when the change was said';
create unique index one_payer_change_at_a_time on care_packages.payer_change (council_id, package_id, payer) where status = 'proposed';
create index payer_change_of_package on care_packages.payer_change (council_id, package_id, proposed_at desc, id);
create index payer_change_waiting on care_packages.payer_change (council_id, proposed_at, id) where status = 'proposed';
call platform.protect('care_packages.payer_change', 'council');
grant select, insert, update (status, decided_by, decider_name, decided_at, note, row_version)
  on care_packages.payer_change to portal_council;

-- The same by days, for whoever prices. Days on which a payer pays nothing any more are among them.
create view published.payer with (security_invoker) as
  select council_id, provider_id, service_id, contract_id, package_id, payer, valid, weekly_pence
  from (
    select d.*, daterange(d.from_on, lead(d.from_on) over (partition by d.council_id, d.package_id, d.payer order by d.from_on)) as valid
    from (
      select distinct on (y.council_id, y.package_id, y.payer, y.from_on) y.*
      from care_packages.payer y
      order by y.council_id, y.package_id, y.payer, y.from_on, y.id desc
    ) d
  ) by_days;
grant select on published.payer to portal_council, portal_provider, portal_provider_scoped;
