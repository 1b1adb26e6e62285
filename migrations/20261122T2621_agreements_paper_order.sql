-- A provider may sign on paper too, where its council takes that. The scan counts once the council has confirmed it: the
-- answer then names the sheet that it rests on.
alter table agreements.paper_signature
  drop constraint paper_signature_party_check,
  drop constraint paper_signature_capacity_check,
  drop constraint capacity_fits_party,
  add constraint paper_signature_party_check check (party in ('provider', 'council', 'person')),
  add constraint paper_signature_capacity_check check (capacity in ('provider', 'council', 'person', 'representative')),
  add constraint capacity_fits_party check ((party = 'council') = (capacity = 'council')
    and (party = 'provider') = (capacity = 'provider')),
  add constraint provider_signs_for_itself check (party <> 'provider' or side = 'provider'),
  add constraint paper_signature_is_of_one_provider unique (council_id, provider_id, id);
drop policy files_as_oneself on agreements.paper_signature;
create policy files_as_oneself on agreements.paper_signature as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and party in ('provider', 'person') and filed_by = platform.account_id() and struck_at is null);

alter table agreements.response add column paper_signature_id uuid,
  add constraint response_is_of_own_paper foreign key (council_id, provider_id, paper_signature_id)
    references agreements.paper_signature (council_id, provider_id, id),
  add constraint paper_is_confirmed_by_agreeing check (paper_signature_id is null or (kind = 'agreed' and signing_id is null));
