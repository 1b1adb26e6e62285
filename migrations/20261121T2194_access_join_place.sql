-- Where somebody who asks to join works now: they are told the answer there.
alter table access.join_request add column asker_provider_id uuid;
comment on column access.join_request.asker_provider_id is 'Where the person works who asks';
