-- An uplift makes new agreements about care that is agreed at the old price. A job works through the items; each is done
-- once. Undoing the uplift withdraws them all, and what they had replaced holds again.
create table agreements.renewal (
  council_id   uuid not null references platform.council,
  uplift_id    uuid not null,
  name         text not null check (length(name) between 1 and 120),
  ordered_at   timestamptz not null,
  ordered_by   uuid not null,
  orderer_name text not null,
  listed_at    timestamptz,
  finished_at  timestamptz,
  withdrawn_at timestamptz,
  primary key (council_id, uplift_id)
);
comment on table agreements.renewal is 'One for each uplift that renews agreements';
call platform.protect('agreements.renewal', 'council');
grant select, insert, update (listed_at, finished_at, withdrawn_at) on agreements.renewal to portal_council;

create table agreements.renewal_item (
  council_id       uuid not null,
  uplift_id        uuid not null,
  old_agreement_id uuid not null,
  agreement_id     uuid,
  provider_id      uuid not null,
  from_on          date not null,
  outcome          text not null default 'waiting'
    check (outcome in ('waiting', 'published', 'answer-awaited', 'no-longer-agreed', 'no-price', 'withdrawn')),
  primary key (council_id, uplift_id, old_agreement_id),
  foreign key (council_id, uplift_id) references agreements.renewal,
  foreign key (council_id, old_agreement_id) references agreements.agreement,
  foreign key (council_id, agreement_id) references agreements.agreement,
  constraint published_names_the_new_agreement check (outcome <> 'published' or agreement_id is not null)
);
comment on column agreements.renewal_item.from_on is 'The first day of a new price among its lines';
comment on column agreements.renewal_item.outcome is 'answer-awaited: another text about the same care waits for its answer, and is corrected by hand';
create index renewal_item_waiting on agreements.renewal_item (council_id, uplift_id, old_agreement_id) where outcome = 'waiting';
create index renewal_item_old on agreements.renewal_item (council_id, old_agreement_id);
create index renewal_item_new on agreements.renewal_item (council_id, agreement_id) where agreement_id is not null;
call platform.protect('agreements.renewal_item', 'council');
grant select, insert, update (agreement_id, outcome) on agreements.renewal_item to portal_council;

-- How far a renewal is, for the page of the uplift.
create view published.renewal_progress with (security_invoker) as
  select r.council_id, r.uplift_id, r.listed_at, r.finished_at, r.withdrawn_at, i.outcome, i.agreements
  from agreements.renewal r
  left join lateral (
    select x.outcome, count(*)::int as agreements from agreements.renewal_item x
    where x.council_id = r.council_id and x.uplift_id = r.uplift_id group by x.outcome
  ) i on true;
grant select on published.renewal_progress to portal_council;
