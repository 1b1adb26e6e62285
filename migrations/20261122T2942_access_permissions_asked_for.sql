-- A permission asked for waits beside a request for help with signing in: neither takes the other's place, and
-- administrators of the organisation see who asks them for what.
alter table access.help_request
  drop constraint help_request_pkey,
  add primary key (council_id, account_id, wants);
comment on column access.help_request.wants is 'The permission asked for; empty when it is help with signing in';
comment on column access.help_request.provider_id is
  'Help with signing in: whose administrators are asked, null when it is the council. A permission: where it is wanted, null on the council''s own staff; the council sees it too';
