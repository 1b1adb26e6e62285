-- Known while the password is at hand, between the two steps: the right one may since have come onto a list of easy ones.
alter table access.sign_in_attempt add column password_weak boolean not null default false;
comment on column access.sign_in_attempt.password_weak is 'Easy to guess by the lists of today: whoever comes in with it chooses another first';
