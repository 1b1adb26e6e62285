-- Weeks that the saved visits of a file did not change, and why: a visit that is kept may not be lost from what is paid.
create table actuals.unmoved_week (
  council_id   uuid not null,
  upload_id    uuid not null,
  week_start   date not null,
  package_id   uuid not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  cause        text not null,
  found_at     timestamptz not null,
  settled_at   timestamptz,
  settled_name text,
  primary key (council_id, upload_id, week_start, package_id),
  constraint unmoved_week_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id)
);
comment on column actuals.unmoved_week.cause is 'What stopped it, as files have it: R10:cut-off, R10:taken, R24 …';
comment on column actuals.unmoved_week.settled_at is 'Since when the week says what its visits say';
create index unmoved_week_open on actuals.unmoved_week (council_id, provider_id, package_id, week_start) where settled_at is null;
call platform.protect('actuals.unmoved_week', 'scoped');
grant select, insert, update on actuals.unmoved_week to portal_provider, portal_provider_scoped;
grant select, insert, update on actuals.unmoved_week to portal_council;
