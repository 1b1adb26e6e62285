-- How long somebody may do nothing before they are signed out; the fewest minutes of a person's councils count.
alter table platform.council
  add column idle_minutes smallint not null default 10 check (idle_minutes in (5, 10, 15, 20));
comment on column platform.council.idle_minutes is 'Minutes without a request after which a session ends; the fewest of a person''s councils count';
