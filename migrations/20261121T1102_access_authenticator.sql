-- A code from an authenticator app, beside the digits: something a person has, and nothing to remember.
alter table access.account
  add column app_cipher bytea,
  add column app_key_version smallint not null default 1,
  add column app_confirmed_at timestamptz,
  add column app_last_step bigint not null default 0;
comment on column access.account.app_cipher is 'Shared secret of the authenticator app, AES-256-GCM as code_cipher; waits until confirmed';
comment on column access.account.app_last_step is 'Thirty-second step of the last code used: a code works once';
