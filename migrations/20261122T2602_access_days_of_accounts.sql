-- After how long an unused account is suspended, and how long a set-up link works: each council says, by default as before.
alter table platform.council
  add column dormant_days smallint not null default 30 check (dormant_days in (14, 30, 60, 90)),
  add column link_hours   smallint not null default 48 check (link_hours in (24, 48, 72, 168));
comment on column platform.council.dormant_days is 'Days without signing in after which an account is suspended; the fewest of a person''s councils count';
comment on column platform.council.link_hours is 'Hours for which the link to set up an account, or the temporary password, works';
alter table access.account drop constraint account_dormancy_warned_check;
alter table access.account add constraint account_dormancy_warned_check check (dormancy_warned between 0 and 90);
comment on column access.account.dormancy_warned is 'The day without signing in of which its owner was last warned; 0 since the last sign-in';
