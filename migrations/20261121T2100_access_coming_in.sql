-- How a council lets people in: whether digits of a code are a second step there, and whether a new person is sent a
-- link or, the classic way, a temporary password. The strictest of a person's councils counts.
alter table platform.council
  add column security_code text not null default 'allowed' check (security_code in ('allowed', 'not-allowed')),
  add column first_access text not null default 'link' check (first_access in ('link', 'temporary-password'));

-- Setting up is several steps, so a link is open in one browser at a time and used up when all of them are done.
alter table access.set_up_link
  drop constraint set_up_link_purpose_check,
  add constraint set_up_link_purpose_check check (purpose in ('set-up', 'temporary', 'reset', 'keep')),
  add column browser_hash bytea unique,
  add column opened_at timestamptz,
  add column chosen_at timestamptz;
comment on column access.set_up_link.token_hash is 'Of the link, or of the user name and the temporary password together';
comment on column access.set_up_link.browser_hash is 'Of the cookie of the browser in which the account is being set up';
comment on column access.set_up_link.chosen_at is 'When the password was chosen: from then on it is asked for before the account is set up any further';

alter table access.account
  add column phone text not null default '' check (length(phone) <= 30),
  add column details_confirmed_at timestamptz,
  drop constraint account_dormancy_warned_check;
comment on column access.account.phone is 'Given by the owner, so that the council can telephone before it helps with signing in';
update access.account set dormancy_warned = case dormancy_warned when 20 then 21 when 27 then 28 else 0 end;
alter table access.account add constraint account_dormancy_warned_check check (dormancy_warned in (0, 21, 28));

-- A passkey may also answer before an act that binds.
alter table access.passkey_ceremony
  drop constraint passkey_ceremony_purpose_check,
  add constraint passkey_ceremony_purpose_check check (purpose in ('add', 'sign-in', 'step-up'));
