-- Where somebody works is kept with the place, as the request for them said it.
alter table access.membership
  add column address text not null default '' constraint address_is_short check (length(address) <= 300);
comment on column access.membership.address is 'The work address at this place';

-- A request about somebody who is here may correct details; which ones is kept, so that approving changes nothing else.
alter table access.contact_request
  add column corrects text[] not null default '{}'
    constraint corrects_known_details check (corrects <@ array['name', 'email', 'phone', 'jobTitle', 'address']),
  add constraint only_a_change_corrects check (kind = 'change' or corrects = '{}');
