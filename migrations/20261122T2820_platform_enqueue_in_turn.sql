-- Jobs of one queue are done one after the other, so that the others do not wait behind many that take long.
create function platform.enqueue(job text, payload jsonb, job_key text, run_at timestamptz, queue text) returns void
  security definer set search_path = pg_catalog language plpgsql as $$
begin
  perform graphile_worker.add_job(job, payload::json, queue_name => queue, job_key => job_key, run_at => run_at, max_attempts => 12);
end $$;
revoke execute on function platform.enqueue(text, jsonb, text, timestamptz, text) from public;
grant execute on function platform.enqueue(text, jsonb, text, timestamptz, text)
  to portal_gate, portal_council, portal_provider, portal_provider_scoped;
