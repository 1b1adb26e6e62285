-- Who joined, changed and left in a period: a few entries among all that a council's log holds.
create index audit_entry_people on platform.audit_entry (council_id, at, seq) where subject_type = 'membership';
