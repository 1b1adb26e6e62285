-- What staff are still writing is not the provider's to see, whatever a statement forgets to say.
create policy drafts_stay_inside on agreements.agreement as restrictive to portal_provider using (published_at is not null);
create policy drafts_stay_inside_scoped on agreements.agreement as restrictive to portal_provider_scoped using (published_at is not null);
create policy drafts_stay_inside on agreements.revision as restrictive for select to portal_provider using (published_at is not null);
create policy drafts_stay_inside_scoped on agreements.revision as restrictive for select to portal_provider_scoped using (published_at is not null);

-- What a provider would have expected instead: with the reason, it is what staff correct by.
alter table agreements.response
  add column expected_price platform.rate check (expected_price >= 0),
  add column expected_quantity platform.quantity check (expected_quantity >= 0);


create view published.agreement with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, person_id, reference, revision, status, starts_on, respond_by, published_at
  from agreements.agreement;
create view published.agreement_line with (security_invoker) as
  select council_id, agreement_id, revision, package_id, package_version, provider_id, service_id, contract_id from agreements.revision_line;
grant select on published.agreement, published.agreement_line to portal_council, portal_provider, portal_provider_scoped;
