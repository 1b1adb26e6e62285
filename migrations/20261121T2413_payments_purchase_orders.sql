-- What a council has ordered in money: for one package, or for a contract as a whole. What is used are payment lines.
create table payments.purchase_order (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  provider_id   uuid not null,
  contract_id   uuid not null,
  package_id    uuid,
  number        text not null check (length(number) between 1 and 60),
  starts_on     date not null,
  ends_on       date not null,
  ordered_pence platform.pence not null check (ordered_pence >= 0),
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, contract_id) references contracts.contract,
  constraint order_is_for_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint purchase_order_number_is_unique unique (council_id, number),
  constraint order_ends_after_start check (ends_on >= starts_on)
);
comment on column payments.purchase_order.package_id is 'Null: the contract as a whole, less packages with an order of their own';
comment on column payments.purchase_order.ends_on is 'Last day included';
create index purchase_order_of_provider on payments.purchase_order (council_id, provider_id, number, id);
create index purchase_order_of_package on payments.purchase_order (council_id, package_id) where package_id is not null;
alter table payments.purchase_order enable row level security;
alter table payments.purchase_order force row level security;
create policy council_own on payments.purchase_order to portal_council using (council_id = platform.council_id());
create policy provider_own on payments.purchase_order to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on payments.purchase_order to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on payments.purchase_order to portal_provider, portal_provider_scoped;
grant select, insert, update on payments.purchase_order to portal_council;
