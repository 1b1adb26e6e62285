-- What a capability lets others read. A statement may name its own schema and this one, and no other:
-- the owner can then change its tables and keep its promise. Every view sees with its reader's eyes.
create schema published;
grant usage on schema published to portal_council, portal_provider, portal_provider_scoped;

create view published.provider with (security_invoker) as
  select council_id, id, reference, legal_name, trading_name, status from providers.organisation;
create view published.service with (security_invoker) as
  select council_id, id, provider_id, reference, name, sector from providers.service;

create view published.contract with (security_invoker) as
  select council_id, id, provider_id, number, title, kind, calendar, starts_on, ends_on from contracts.contract;
create view published.contract_rule with (security_invoker) as
  select council_id, contract_id, provider_id, valid, version, payment_terms, paid_by, recording, frustrated_percent,
    tolerance_percent, extras_allowed, visits_required, step_minutes, claim_limit_weeks, day_rule, sign_gate
  from contracts.contract_rule;
create view published.rate_line with (security_invoker) as
  select council_id, id, contract_id, provider_id, reference, service_level, unit from contracts.rate_line;
create view published.rate with (security_invoker) as
  select council_id, rate_line_id, contract_id, provider_id, valid, price from contracts.rate;

-- The council's own record of a person.
create view published.person with (security_invoker) as
  select council_id, id, reference, nhs_number, given_name, family_name, born_on, died_on from service_users.person;
-- The same person as the services that care for them may know them.
create view published.served_person with (security_invoker) as
  select council_id, provider_id, service_id, contract_id, person_id, reference, nhs_number, given_name, family_name, born_on, died_on
  from service_users.served_person;

create view published.package with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, person_id, reference, own_reference, service_level, unit, status,
    starts_on, ends_on, recordable_from, current_version
  from care_packages.package;
create view published.package_version with (security_invoker) as
  select council_id, package_id, version, provider_id, service_id, contract_id, valid, planned, planned_by_day, rate_line_id, cause
  from care_packages.package_version;

create view published.week with (security_invoker) as
  select council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual, frustrated,
    missed, extra, visits, comment, held_code, confirmed_at
  from actuals.week;

create view published.period with (security_invoker) as
  select council_id, id, calendar, name, starts_on, ends_on, submit_by, finalise_on, paid_on from payments.period;

grant select on all tables in schema published to portal_council, portal_provider, portal_provider_scoped;
