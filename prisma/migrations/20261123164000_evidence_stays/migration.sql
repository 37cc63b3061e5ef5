-- What is evidence is written once. The services ask first ("where the digest is null", "where not opened"); this is the last line, whatever the code does:
-- which model was registered and when, for which model outcomes were opened and what lay under the seal, whose share was given for what, which bytes an
-- export had, when a right or a release ended, that a one-time link was used.
CREATE FUNCTION "evidence_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  becomes jsonb := to_jsonb(NEW);
  name text;
BEGIN
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF was -> name <> 'null'::jsonb AND was -> name IS DISTINCT FROM becomes -> name THEN
      RAISE EXCEPTION 'evidence-stays: % of % is written once', name, TG_TABLE_NAME USING ERRCODE = 'EC003';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION "evidence_stays"() FROM PUBLIC;
CREATE TRIGGER "model_run_evidence_stays" BEFORE UPDATE ON "model_run" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('snapshot_id', 'model_digest', 'registered_at', 'bundle');
CREATE TRIGGER "sealed_outcomes_evidence_stays" BEFORE UPDATE ON "sealed_outcomes" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('commitment', 'box', 'salt', 'outcomes', 'impact', 'opened_at', 'opened_for_run_id');
CREATE TRIGGER "sealed_share_evidence_stays" BEFORE UPDATE ON "sealed_share" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('box', 'share', 'given_at', 'for_run_id');
CREATE TRIGGER "snapshot_release_evidence_stays" BEFORE UPDATE ON "snapshot_release" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('withdrawn_at', 'withdrawn_by_id', 'withdraw_reason');
CREATE TRIGGER "export_request_evidence_stays" BEFORE UPDATE ON "export_request" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('snapshot_id', 'key', 'sha256', 'agreement');
CREATE TRIGGER "role_grant_evidence_stays" BEFORE UPDATE ON "role_grant" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('revoked_at');
CREATE TRIGGER "setup_link_evidence_stays" BEFORE UPDATE ON "setup_link" FOR EACH ROW EXECUTE FUNCTION "evidence_stays"('used_at');

-- The application's role changes of these tables what the services change, and nothing else: no grant becomes another role's, no run another snapshot's.
REVOKE UPDATE ON "model_run", "export_request", "role_grant", "setup_link" FROM echocohort_app;
GRANT UPDATE ("status", "job_id", "model_digest", "registered_at", "bundle", "metrics", "error", "failure", "finished_at") ON "model_run" TO echocohort_app;
GRANT UPDATE ("status", "progress", "key", "size_bytes", "sha256", "error", "finished_at") ON "export_request" TO echocohort_app;
GRANT UPDATE ("revoked_at") ON "role_grant" TO echocohort_app;
GRANT UPDATE ("used_at") ON "setup_link" TO echocohort_app;
