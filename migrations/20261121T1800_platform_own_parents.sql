-- A row of a provider hangs on a parent of the same provider. The policies already hide foreign rows; with the provider
-- in the key, a row can also not be written under a package or conversation whose id was guessed.
alter table care_packages.package add constraint package_is_of_one_provider unique (council_id, provider_id, id);

alter table actuals.week drop constraint week_council_id_package_id_fkey;
alter table actuals.week add constraint week_is_of_own_package
  foreign key (council_id, provider_id, package_id) references care_packages.package (council_id, provider_id, id);

alter table payments.payment_line drop constraint payment_line_council_id_package_id_fkey;
alter table payments.payment_line add constraint line_is_of_own_package
  foreign key (council_id, provider_id, package_id) references care_packages.package (council_id, provider_id, id);

alter table conversations.conversation add constraint conversation_is_of_one_provider unique (council_id, provider_id, id);
alter table conversations.message drop constraint message_council_id_conversation_id_fkey;
alter table conversations.message add constraint message_is_of_own_conversation
  foreign key (council_id, provider_id, conversation_id) references conversations.conversation (council_id, provider_id, id);
