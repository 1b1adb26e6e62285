-- What an agreement takes the place of: the text that was known before, so that what changed can be said across agreements.
alter table agreements.agreement
  add column replaces_agreement_id uuid,
  add column replaces_revision     integer,
  add constraint replaces_one_text check ((replaces_agreement_id is null) = (replaces_revision is null)),
  add constraint replaces_another check (replaces_agreement_id <> id),
  add constraint replaces_a_published_text foreign key (council_id, replaces_agreement_id, replaces_revision)
    references agreements.revision (council_id, agreement_id, revision);
comment on column agreements.agreement.replaces_agreement_id is 'About the same care, as it stood when this was published; null for care that had none';
create index agreement_replaces on agreements.agreement (council_id, replaces_agreement_id, replaces_revision)
  where replaces_agreement_id is not null;
