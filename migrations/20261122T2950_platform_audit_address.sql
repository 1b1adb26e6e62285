-- From where each thing was done. Null where no request did it: jobs, imports, and entries written before.
alter table platform.audit_entry add column address text check (length(address) between 1 and 100);
comment on column platform.audit_entry.address is 'The network address the request came from; null where no request did it';

-- The chain covers the address too, once there is one, and the hashes of the entries before stay as they are.
create function platform.audit_hash(previous bytea, seq bigint, at timestamptz, account_id uuid, action text,
  subject_type text, subject_id text, details jsonb, address text) returns bytea immutable language sql
  return platform.audit_hash(previous, seq, at, account_id, action, subject_type, subject_id,
    case when address is null then details else jsonb_build_object('address', address, 'details', details) end);
