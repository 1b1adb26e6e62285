-- Since when somebody is here, by the moment in the key of their membership: what was filed long before is not new to them,
-- and what was filed since stays new until they open it. Keys from elsewhere tell nothing: then they were always here.
create view published.membership_since with (security_invoker) as
  select council_id, account_id, provider_id, coalesce(uuid_extract_timestamp(id), '2000-01-01T00:00:00Z'::timestamptz) as since
  from access.membership;
grant select on published.membership_since to portal_council, portal_provider, portal_provider_scoped;
