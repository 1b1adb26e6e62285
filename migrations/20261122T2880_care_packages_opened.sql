-- When care became open for recording: weeks before that could not be confirmed in time, and have a last moment of their own.
alter table care_packages.package add column opened_at timestamptz;
comment on column care_packages.package.opened_at is 'When it was first agreed, or became active where no agreement is asked for; null for care that was brought from elsewhere';
grant update (opened_at) on care_packages.package to portal_provider, portal_provider_scoped;

create or replace view published.package with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, person_id, reference, own_reference, service_level, unit, status,
    starts_on, ends_on, recordable_from, current_version, opened_at
  from care_packages.package;
