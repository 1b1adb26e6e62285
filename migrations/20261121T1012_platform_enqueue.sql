-- A job is a row of the transaction that asks for it. The faces may ask; only the worker may see the queue.
-- The same key replaces a waiting job, so asking twice does it once.
create function platform.enqueue(job text, payload jsonb, job_key text, run_at timestamptz) returns void
  security definer set search_path = pg_catalog language plpgsql as $$
begin
  perform graphile_worker.add_job(job, payload::json, job_key => job_key, run_at => run_at, max_attempts => 12);
end $$;
revoke execute on function platform.enqueue from public;
grant execute on function platform.enqueue to portal_gate, portal_council, portal_provider, portal_provider_scoped;
