-- Who may sign for an organisation is an authority of its own: neither the kind of work nor Full gives it.
alter table access.access_grant drop constraint access_grant_role_check,
  add constraint access_grant_role_check check (role in ('full', 'finance', 'care-management', 'admin', 'signatory', 'main'));
alter table access.contact_request_grant drop constraint contact_request_grant_role_check,
  add constraint contact_request_grant_role_check check (role in ('full', 'finance', 'care-management', 'admin', 'signatory'));

-- Whoever could sign until now still can; councils and organisations take it away where it was never meant.
alter table access.access_grant no force row level security;
insert into access.access_grant (council_id, membership_id, provider_id, scope, contract_id, service_id, role, mode, starts_on, ends_on, covers)
select distinct on (council_id, membership_id, scope, contract_id, service_id, covers)
  council_id, membership_id, provider_id, scope, contract_id, service_id, 'signatory', 'edit', starts_on, ends_on, covers
from access.access_grant where role in ('full', 'care-management', 'main') and mode = 'edit'
order by council_id, membership_id, scope, contract_id, service_id, covers, ends_on desc nulls first;
alter table access.access_grant force row level security;

-- Who may sign, for what: for the check before publishing, for reminders and for "ask one of these people".
create view published.signatory with (security_invoker) as
  select g.council_id, g.provider_id, m.account_id, m.name, m.email, m.job_title, g.scope, g.contract_id, g.service_id,
    greatest(g.starts_on, m.starts_on) as starts_on, least(g.ends_on, m.ends_on) as ends_on
  from access.access_grant g join access.membership m on m.council_id = g.council_id and m.id = g.membership_id
  where g.role = 'signatory' and g.mode = 'edit';
grant select on published.signatory to portal_council, portal_provider, portal_provider_scoped;
