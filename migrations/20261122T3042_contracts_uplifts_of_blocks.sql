-- What an uplift finds for what blocks buy in advance, a row for each block that holds on its day. Once applied, the provider
-- reads its own.
create table contracts.uplift_block (
  council_id   uuid not null,
  uplift_id    uuid not null,
  contract_id  uuid not null,
  provider_id  uuid not null,
  outcome      text not null check (outcome in ('changes', 'unchanged', 'no-rule', 'ended', 'recent', 'waiting')),
  position     smallint,
  from_on      date not null,
  old_price    platform.rate not null,
  new_price    platform.rate,
  is_outlier   boolean not null,
  weekly       platform.quantity not null,
  unit         text not null check (unit in ('hour', 'session', 'day', 'night')),
  units        platform.quantity not null,
  last_year_pence platform.pence not null,
  extra_pence  platform.pence not null,
  primary key (council_id, uplift_id, contract_id),
  foreign key (council_id, uplift_id) references contracts.uplift,
  foreign key (council_id, contract_id) references contracts.contract,
  constraint changed_block_has_new_price check (outcome <> 'changes' or new_price is not null)
);
comment on column contracts.uplift_block.units is 'Bought in the year before the simulation and not used';
comment on column contracts.uplift_block.extra_pence is 'What these units would have cost more; rounded once';
create index uplift_block_of_provider on contracts.uplift_block (council_id, uplift_id, provider_id, contract_id);
alter table contracts.uplift_block enable row level security;
alter table contracts.uplift_block force row level security;
create policy council_own on contracts.uplift_block to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.uplift_block to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.uplift_block to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.uplift_block to portal_provider, portal_provider_scoped;
grant select, insert, delete on contracts.uplift_block to portal_council;
call platform.disposable('contracts.uplift_block');

-- What an uplift displaced, so that undoing it puts every block back.
create table contracts.displaced_block (
  council_id    uuid not null,
  uplift_id     uuid not null,
  contract_id   uuid not null,
  from_on       date not null,
  valid         daterange not null,
  weekly        platform.quantity not null,
  unit          text not null,
  price         platform.rate not null,
  missed_counts boolean not null,
  primary key (council_id, uplift_id, contract_id),
  foreign key (council_id, uplift_id) references contracts.uplift
);
call platform.protect('contracts.displaced_block', 'council');
grant select, insert, delete on contracts.displaced_block to portal_council;

-- The new price, as `upliftedPrice` says it: rounded once, half away from zero, to the step of the uplift.
create function contracts.uplifted_price(old_price bigint, change text, amount bigint, cap bigint, step bigint) returns bigint
  immutable parallel safe language sql as $$
  select case
    when change = 'nothing' then old_price
    when cap is not null and p.price > cap then greatest(old_price, cap)
    else p.price end
  from (select (round(case change
      when 'percent' then old_price::numeric * (1000000 + amount) / 1000000
      when 'pounds' then old_price::numeric + amount
      when 'price' then amount::numeric
      else old_price::numeric end / step) * step)::bigint as price) p
$$;
