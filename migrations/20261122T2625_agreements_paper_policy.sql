-- Who may file a scan for which party is said by the table's own checks; the policy says only whose act it is.
drop policy files_as_oneself on agreements.paper_signature;
create policy files_as_oneself on agreements.paper_signature as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and filed_by = platform.account_id() and struck_at is null);
