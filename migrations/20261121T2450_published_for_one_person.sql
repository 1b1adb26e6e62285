-- What other capabilities hold about one person's care, for the page that shows all of it in one place.
create view published.conversation with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, person_id, type_name, title, about_type, about_id, state, due_on,
    opened_at, last_at
  from conversations.conversation;
create view published.care_document with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, person_id, type, title, version, dated_on, side, filed_at
  from documents.document where withdrawn_at is null;
grant select on published.conversation, published.care_document to portal_council, portal_provider, portal_provider_scoped;

create index conversation_person on conversations.conversation (council_id, person_id, last_at desc, id desc)
  where person_id is not null;
