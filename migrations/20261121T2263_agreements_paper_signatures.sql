-- Signatures on paper, of those who do not sign in the portal: the council where it signs by hand, and the person or who
-- acts for them. Each is the scan of one sheet, filed against one published revision. A scan that will not do is struck
-- out with a reason and stays; another takes its turn.
create table agreements.paper_signature (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  agreement_id    uuid not null,
  revision        integer not null,
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  party           text not null check (party in ('council', 'person')),
  capacity        text not null check (capacity in ('council', 'person', 'representative')),
  relationship    text not null default '' check (char_length(relationship) <= 200),
  signer_name     text not null check (char_length(btrim(signer_name)) between 1 and 200),
  signed_on       date not null,
  file_id         uuid not null,
  name            text not null,
  kind            text not null check (kind in ('pdf', 'png', 'jpeg')),
  bytes           bigint not null,
  side            text not null check (side in ('provider', 'council')),
  filed_by        uuid not null,
  filer_name      text not null,
  filed_at        timestamptz not null,
  struck_at       timestamptz,
  striker_name    text,
  struck_reason   text,
  primary key (council_id, id),
  foreign key (council_id, agreement_id, revision) references agreements.revision,
  constraint paper_signature_is_of_own_file
    foreign key (council_id, provider_id, file_id) references platform.stored_file (council_id, provider_id, id),
  constraint capacity_fits_party check ((party = 'council') = (capacity = 'council')),
  constraint representative_says_how check ((capacity = 'representative') = (btrim(relationship) <> '')),
  constraint council_signs_for_itself check (party <> 'council' or side = 'council'),
  constraint striking_names_who_and_why check ((struck_at is null) = (striker_name is null)
    and (struck_at is null) = (struck_reason is null))
);
comment on column agreements.paper_signature.relationship is 'How a representative acts for the person: attorney, deputy, relative';
create unique index one_paper_signature_of_each_party on agreements.paper_signature (council_id, agreement_id, revision, party)
  where struck_at is null;
call platform.protect('agreements.paper_signature', 'scoped');
create policy files_as_oneself on agreements.paper_signature as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and party = 'person' and filed_by = platform.account_id() and struck_at is null);
grant select, insert on agreements.paper_signature to portal_provider, portal_provider_scoped;
grant select, insert, update (struck_at, striker_name, struck_reason) on agreements.paper_signature to portal_council;
