-- What is held until a last day is asked for until that day too: a change of permissions makes nothing last longer.
alter table access.contact_request_grant add column ends_on date;
comment on column access.contact_request_grant.ends_on is 'The first day without it, as it is held; null for good';

-- Two covers of the same work begin on different days: the later one leaves the one that runs as it is.
alter table access.access_grant
  add column cover_from date generated always as (case when covers is not null then starts_on end) stored,
  drop constraint granted_once,
  add constraint granted_once unique nulls not distinct
    (council_id, membership_id, scope, contract_id, service_id, role, covers, cover_from);
comment on column access.access_grant.cover_from is 'The first day of a cover, so that each cover is a row of its own';
