-- A run that was asked for and is being worked out. It stands beside the run, because what happens within the run's own
-- transaction is seen by nobody before its end.
create table payments.preparation (
  council_id uuid not null,
  period_id  uuid not null,
  asked_by   uuid not null,
  asked_name text not null,
  asked_at   timestamptz not null,
  step       text not null default 'waiting' check (step in ('waiting', 'weeks', 'stays', 'corrections', 'invoices', 'exceptions')),
  step_at    timestamptz not null,
  faulted_at timestamptz,
  primary key (council_id, period_id),
  foreign key (council_id, period_id) references payments.period
);
comment on column payments.preparation.faulted_at is 'A fault of ours stopped the last try; the queue tries again by itself';
call platform.protect('payments.preparation', 'council');
grant select, insert, update, delete on payments.preparation to portal_council;
