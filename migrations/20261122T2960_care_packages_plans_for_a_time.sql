-- A plan for a time stands beside the lasting one. The newest number does not tell which is which: after a change for a
-- time it is the change that has it, although the plan that comes back is what everything later is about.
alter table care_packages.package_version add column temporary boolean not null default false;
comment on column care_packages.package_version.temporary is 'A plan for a time: another comes back after its last day';

-- Changes for a time that were accepted before this was kept.
update care_packages.package_version v set temporary = true
from care_packages.variation a
where a.council_id = v.council_id and a.package_id = v.package_id and a.kind = 'temporary' and a.status = 'accepted'
  and v.cause = 'social-work-decision' and v.valid = daterange(a.from_on, a.last_on + 1);

create or replace view published.package_version with (security_invoker) as
  select council_id, package_id, version, provider_id, service_id, contract_id, valid, planned, planned_by_day, rate_line_id, cause,
    temporary
  from care_packages.package_version;
