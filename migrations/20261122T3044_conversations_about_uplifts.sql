-- A provider that asks for more than an uplift gives writes about its letter; staff find such messages beside the uplift.
alter table conversations.conversation drop constraint conversation_about_type_check,
  add constraint conversation_about_type_check
    check (about_type in ('organisation', 'service', 'package', 'agreement', 'payment-line', 'uplift'));
create index conversation_about_uplift on conversations.conversation (council_id, about_id, opened_at, id) where about_type = 'uplift';

create view published.uplift_letter with (security_invoker) as
  select council_id, provider_id, uplift_id, name, withdrawn_at from contracts.uplift_letter;
grant select on published.uplift_letter to portal_council, portal_provider, portal_provider_scoped;
