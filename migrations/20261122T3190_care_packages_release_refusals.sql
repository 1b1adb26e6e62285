-- A request to release a suspended package that the council said no to, with both sides' words: the suspension then
-- waits for the provider again, who may ask anew.
create table care_packages.release_refusal (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  provider_id   uuid not null,
  service_id    uuid not null,
  contract_id   uuid not null,
  package_id    uuid not null,
  suspension_id uuid not null,
  asked_at      timestamptz not null,
  asker_name    text not null,
  asker_text    text not null,
  refused_by    uuid not null,
  refuser_name  text not null,
  refused_at    timestamptz not null,
  answer        text not null check (btrim(answer) <> '' and char_length(answer) <= 2000),
  primary key (council_id, id),
  constraint refusal_is_of_own_suspension foreign key (council_id, suspension_id)
    references care_packages.suspension (council_id, id)
);
create index release_refusal_suspension on care_packages.release_refusal (council_id, suspension_id, refused_at);
call platform.protect('care_packages.release_refusal', 'scoped');
grant select on care_packages.release_refusal to portal_provider, portal_provider_scoped;
grant select, insert on care_packages.release_refusal to portal_council;
grant update (asked_at, asker_name, asker_text, waiting_for) on care_packages.suspension to portal_council;
