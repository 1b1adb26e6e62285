-- Whoever looks after the people of one service helps them with signing in, and may stop the council acting there too.
create policy provider_scoped on access.help_request to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
grant select, update (answered_at) on access.help_request to portal_provider_scoped;
grant update (ended_at) on access.acting to portal_provider_scoped;
