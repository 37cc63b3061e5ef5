-- The second wall around everything that belongs to no centre. libs/access says who may do what; the database says it again,
-- from the same table: a spec holds `caller_may` and libs/access equal, role by role and ability by ability.

-- What proves a person is no fact about a person: names are shown beside signatures and queries, digests of passwords to nobody.
-- CreateTable
CREATE TABLE "credential" (
    "person_id" UUID NOT NULL,
    "password_hash" TEXT,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "credential_pkey" PRIMARY KEY ("person_id")
);

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO "credential" ("person_id", "password_hash", "failed_attempts", "locked_until") SELECT "id", "password_hash", "failed_attempts", "locked_until" FROM "person";

-- AlterTable
ALTER TABLE "person" DROP COLUMN "failed_attempts",
DROP COLUMN "locked_until",
DROP COLUMN "password_hash";

-- By hand from here on.
GRANT SELECT, INSERT ON "credential" TO echocohort_app;
GRANT UPDATE ("password_hash", "failed_attempts", "locked_until") ON "credential" TO echocohort_app;

-- Who asks. Written for initial plans: each is called once in a statement, as (SELECT …), not once a row.
CREATE FUNCTION "caller"() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.person', true), '')::uuid
$$;
CREATE FUNCTION "caller_is_service"() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce('system' = ANY (string_to_array(current_setting('app.roles', true), ',')), false)
$$;
CREATE FUNCTION "caller_acts"() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('app.person', true) <> '' OR current_setting('app.roles', true) <> '', false)
$$;
-- The abilities of the service are not limited here; a word that no ability has is nobody's.
CREATE FUNCTION "caller_may"("ability" text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_to_array(current_setting('app.roles', true), ',') && ('system'::text || CASE ability
    WHEN 'study.read' THEN ARRAY['coordinator', 'investigator', 'pathologist', 'auditor', 'adjudicator', 'data-manager', 'statistician', 'reader', 'administrator']
    WHEN 'case.read' THEN ARRAY['coordinator', 'investigator', 'pathologist', 'data-manager']
    WHEN 'case.open' THEN ARRAY['coordinator']
    WHEN 'image.upload' THEN ARRAY['coordinator']
    WHEN 'form.write' THEN ARRAY['coordinator', 'investigator']
    WHEN 'pathology.read' THEN ARRAY['coordinator', 'investigator', 'pathologist']
    WHEN 'query.answer' THEN ARRAY['coordinator', 'investigator']
    WHEN 'token.create' THEN ARRAY['coordinator']
    WHEN 'pathology.confirm' THEN ARRAY['investigator', 'pathologist']
    WHEN 'pathology.write' THEN ARRAY['pathologist']
    WHEN 'panel.review' THEN ARRAY['auditor', 'adjudicator']
    WHEN 'query.raise' THEN ARRAY['auditor', 'adjudicator', 'data-manager']
    WHEN 'query.close' THEN ARRAY['auditor', 'adjudicator', 'data-manager']
    WHEN 'device.manage' THEN ARRAY['data-manager', 'administrator']
    WHEN 'audit.read' THEN ARRAY['data-manager', 'statistician', 'administrator']
    WHEN 'outcome.release' THEN ARRAY['data-manager', 'administrator']
    WHEN 'cohort.define' THEN ARRAY['statistician']
    WHEN 'cohort.lock' THEN ARRAY['statistician']
    WHEN 'snapshot.read' THEN ARRAY['statistician']
    WHEN 'export.make' THEN ARRAY['statistician']
    WHEN 'run.start' THEN ARRAY['statistician']
    WHEN 'run.read' THEN ARRAY['statistician']
    WHEN 'people.manage' THEN ARRAY['administrator']
    WHEN 'system.read' THEN ARRAY['administrator']
    ELSE ARRAY[]::text[] END), false)
$$;
REVOKE ALL ON FUNCTION "caller"(), "caller_is_service"(), "caller_acts"(), "caller_may"(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "caller"(), "caller_is_service"(), "caller_acts"(), "caller_may"(text) TO echocohort_app;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['study', 'study_version', 'centre', 'person', 'credential', 'role_grant', 'session', 'idempotency_key', 'setup_link', 'cohort', 'cohort_split', 'snapshot', 'signature', 'export_request', 'export_download', 'model_run', 'analysis'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    -- The owner sees all, superuser or not: migrations, foreign keys, and functions that run as the owner.
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
  END LOOP;
END $$;

-- The study: read by whoever acts at all; who locks holds its row (one lock at a time) and changes nothing of it.
CREATE POLICY "study_read" ON "study" FOR SELECT TO echocohort_app USING ((SELECT caller_acts()));
CREATE POLICY "study_add" ON "study" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_is_service()));
CREATE POLICY "study_change" ON "study" FOR UPDATE TO echocohort_app USING ((SELECT caller_may('cohort.lock'))) WITH CHECK ((SELECT caller_is_service()));
CREATE POLICY "study_version_read" ON "study_version" FOR SELECT TO echocohort_app USING ((SELECT caller_acts()));
CREATE POLICY "study_version_add" ON "study_version" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_is_service()));
CREATE POLICY "centre_read" ON "centre" FOR SELECT TO echocohort_app USING ((SELECT caller_acts()));
CREATE POLICY "centre_add" ON "centre" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_is_service()));
CREATE POLICY "centre_change" ON "centre" FOR UPDATE TO echocohort_app USING ((SELECT caller_is_service())) WITH CHECK ((SELECT caller_is_service()));

-- People: names stand beside everything that was ever signed. Accounts are made and ended by who manages people.
CREATE POLICY "person_read" ON "person" FOR SELECT TO echocohort_app USING ((SELECT caller_acts()));
CREATE POLICY "person_add" ON "person" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_may('people.manage')));
CREATE POLICY "person_change" ON "person" FOR UPDATE TO echocohort_app USING ((SELECT caller_may('people.manage'))) WITH CHECK ((SELECT caller_may('people.manage')));
CREATE POLICY "credential_read" ON "credential" FOR SELECT TO echocohort_app USING ((SELECT caller_is_service()));
CREATE POLICY "credential_add" ON "credential" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_may('people.manage')));
CREATE POLICY "credential_change" ON "credential" FOR UPDATE TO echocohort_app USING ((SELECT caller_is_service())) WITH CHECK ((SELECT caller_is_service()));

-- Grants: the own ones; who releases a snapshot must know whom the panel's blindness excludes.
CREATE POLICY "role_grant_read" ON "role_grant" FOR SELECT TO echocohort_app USING ("person_id" = (SELECT caller()) OR ((SELECT caller_may('people.manage')) OR (SELECT caller_may('cohort.lock'))));
CREATE POLICY "role_grant_add" ON "role_grant" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_may('people.manage')));
CREATE POLICY "role_grant_change" ON "role_grant" FOR UPDATE TO echocohort_app USING ((SELECT caller_may('people.manage'))) WITH CHECK ((SELECT caller_may('people.manage')));

-- Sessions and tokens: the own ones; ended also by who manages people, and those of a snapshot by who takes it back.
CREATE POLICY "session_read" ON "session" FOR SELECT TO echocohort_app USING ("person_id" = (SELECT caller()) OR (SELECT caller_may('people.manage')) OR ("snapshot_id" IS NOT NULL AND (SELECT caller_may('cohort.lock'))));
CREATE POLICY "session_add" ON "session" FOR INSERT TO echocohort_app WITH CHECK ("person_id" = (SELECT caller()) OR (SELECT caller_is_service()));
CREATE POLICY "session_change" ON "session" FOR UPDATE TO echocohort_app USING ("person_id" = (SELECT caller()) OR (SELECT caller_may('people.manage')) OR ("snapshot_id" IS NOT NULL AND (SELECT caller_may('cohort.lock')))) WITH CHECK ("person_id" = (SELECT caller()) OR (SELECT caller_may('people.manage')) OR ("snapshot_id" IS NOT NULL AND (SELECT caller_may('cohort.lock'))));
CREATE POLICY "session_remove" ON "session" FOR DELETE TO echocohort_app USING ("person_id" = (SELECT caller()) OR (SELECT caller_is_service()));
CREATE POLICY "idempotency_key_read" ON "idempotency_key" FOR SELECT TO echocohort_app USING ("person_id" = (SELECT caller()) OR (SELECT caller_is_service()));
CREATE POLICY "idempotency_key_add" ON "idempotency_key" FOR INSERT TO echocohort_app WITH CHECK ("person_id" = (SELECT caller()) OR (SELECT caller_is_service()));
CREATE POLICY "idempotency_key_change" ON "idempotency_key" FOR UPDATE TO echocohort_app USING ("person_id" = (SELECT caller()) OR (SELECT caller_is_service())) WITH CHECK ("person_id" = (SELECT caller()) OR (SELECT caller_is_service()));
CREATE POLICY "idempotency_key_remove" ON "idempotency_key" FOR DELETE TO echocohort_app USING ("person_id" = (SELECT caller()) OR (SELECT caller_is_service()));
CREATE POLICY "setup_link_read" ON "setup_link" FOR SELECT TO echocohort_app USING ((SELECT caller_is_service()));
CREATE POLICY "setup_link_add" ON "setup_link" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_is_service()));
CREATE POLICY "setup_link_change" ON "setup_link" FOR UPDATE TO echocohort_app USING ((SELECT caller_is_service())) WITH CHECK ((SELECT caller_is_service()));

-- What is cut from the record. Who reads cases sees of it what holds cases of the own centres: a withdrawal names the snapshots and models concerned.
CREATE POLICY "cohort_read" ON "cohort" FOR SELECT TO echocohort_app USING (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock')) OR (SELECT caller_may('snapshot.read'))) OR ((SELECT caller_may('case.read')) AND EXISTS (SELECT FROM "snapshot" locked WHERE locked."cohort_id" = "cohort"."id")));
CREATE POLICY "cohort_add" ON "cohort" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_may('cohort.define')));
CREATE POLICY "cohort_change" ON "cohort" FOR UPDATE TO echocohort_app USING (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock')))) WITH CHECK (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock'))));
CREATE POLICY "cohort_split_read" ON "cohort_split" FOR SELECT TO echocohort_app USING (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock')) OR (SELECT caller_may('snapshot.read'))));
CREATE POLICY "cohort_split_add" ON "cohort_split" FOR INSERT TO echocohort_app WITH CHECK (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock'))));
CREATE POLICY "snapshot_read" ON "snapshot" FOR SELECT TO echocohort_app USING (((SELECT caller_may('snapshot.read')) OR (SELECT caller_may('cohort.lock')) OR (SELECT caller_may('run.read'))) OR ((SELECT caller_may('case.read')) AND EXISTS (SELECT FROM "snapshot_lesion" held WHERE held."snapshot_id" = "snapshot"."id")));
CREATE POLICY "snapshot_add" ON "snapshot" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_may('cohort.lock')));
CREATE POLICY "snapshot_change" ON "snapshot" FOR UPDATE TO echocohort_app USING ((SELECT caller_may('cohort.lock'))) WITH CHECK ((SELECT caller_may('cohort.lock')));
CREATE POLICY "signature_read" ON "signature" FOR SELECT TO echocohort_app USING (((SELECT caller_may('snapshot.read')) OR (SELECT caller_may('cohort.lock'))));
CREATE POLICY "signature_add" ON "signature" FOR INSERT TO echocohort_app WITH CHECK (((SELECT caller()) = "person_id" AND (SELECT caller_may('cohort.lock'))) OR (SELECT caller_is_service()));
CREATE POLICY "export_request_read" ON "export_request" FOR SELECT TO echocohort_app USING ((SELECT caller_may('export.make')));
CREATE POLICY "export_request_add" ON "export_request" FOR INSERT TO echocohort_app WITH CHECK (("requested_by_id" = (SELECT caller()) AND (SELECT caller_may('export.make'))) OR (SELECT caller_is_service()));
CREATE POLICY "export_request_change" ON "export_request" FOR UPDATE TO echocohort_app USING ((SELECT caller_is_service())) WITH CHECK ((SELECT caller_is_service()));
CREATE POLICY "export_download_read" ON "export_download" FOR SELECT TO echocohort_app USING ((SELECT caller_may('export.make')));
CREATE POLICY "export_download_add" ON "export_download" FOR INSERT TO echocohort_app WITH CHECK (("person_id" = (SELECT caller()) AND (SELECT caller_may('export.make'))) OR (SELECT caller_is_service()));

-- Runs and analyses. Only the service says how an analysis or an export went.
CREATE POLICY "model_run_read" ON "model_run" FOR SELECT TO echocohort_app USING (((SELECT caller_may('run.read')) OR (SELECT caller_may('run.start'))) OR ((SELECT caller_may('case.read')) AND EXISTS (SELECT FROM "snapshot_lesion" held WHERE held."snapshot_id" = "model_run"."snapshot_id")));
CREATE POLICY "model_run_add" ON "model_run" FOR INSERT TO echocohort_app WITH CHECK ((SELECT caller_may('run.start')));
CREATE POLICY "model_run_change" ON "model_run" FOR UPDATE TO echocohort_app USING ((SELECT caller_may('run.start'))) WITH CHECK ((SELECT caller_may('run.start')));
CREATE POLICY "analysis_read" ON "analysis" FOR SELECT TO echocohort_app USING ((SELECT caller_may('run.read')));
CREATE POLICY "analysis_add" ON "analysis" FOR INSERT TO echocohort_app WITH CHECK (("requested_by_id" = (SELECT caller()) AND (SELECT caller_may('run.start'))) OR (SELECT caller_is_service()));
CREATE POLICY "analysis_change" ON "analysis" FOR UPDATE TO echocohort_app USING ((SELECT caller_is_service())) WITH CHECK ((SELECT caller_is_service()));

-- The older policies say who in the same words.
ALTER POLICY "cross_validation_reach" ON "cross_validation" USING (((SELECT caller_may('run.read')) OR (SELECT caller_may('run.start')))) WITH CHECK ((SELECT caller_may('run.start')));
ALTER POLICY "cohort_definition_version_all" ON "cohort_definition_version" USING (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock')))) WITH CHECK (((SELECT caller_may('cohort.define')) OR (SELECT caller_may('cohort.lock'))));
ALTER POLICY "sealed_outcomes_read" ON "sealed_outcomes" USING ((SELECT caller_is_service()) OR ("opened_at" IS NOT NULL AND (SELECT current_setting('app.pathology', true)) = 'yes'));
ALTER POLICY "sealed_outcomes_write" ON "sealed_outcomes" WITH CHECK ((SELECT caller_may('cohort.lock')));
ALTER POLICY "key_holder_read" ON "key_holder" USING ((SELECT caller_may('cohort.lock')) OR "person_id" = (SELECT caller()));
ALTER POLICY "key_holder_enrol" ON "key_holder" WITH CHECK ("person_id" = (SELECT caller()) AND (SELECT caller_may('outcome.release')));
ALTER POLICY "sealed_share_make" ON "sealed_share" WITH CHECK ((SELECT caller_may('cohort.lock')));
ALTER POLICY "snapshot_release_read" ON "snapshot_release" USING (((SELECT caller_may('snapshot.read')) OR (SELECT caller_may('cohort.lock'))) OR "person_id" = (SELECT caller()));
ALTER POLICY "snapshot_release_make" ON "snapshot_release" WITH CHECK ("released_by_id" = (SELECT caller()) AND (SELECT caller_may('cohort.lock')));
ALTER POLICY "snapshot_release_withdraw" ON "snapshot_release" USING ((SELECT caller_may('cohort.lock')));
ALTER POLICY "agreement_read" ON "agreement" USING (((SELECT caller_may('cohort.lock')) OR (SELECT caller_may('export.make'))));
ALTER POLICY "agreement_publish" ON "agreement" WITH CHECK ((SELECT caller_may('cohort.lock')));
ALTER POLICY "agreement_acceptance_read" ON "agreement_acceptance" USING (((SELECT caller_may('cohort.lock')) OR (SELECT caller_may('export.make'))) OR "person_id" = (SELECT caller()));
ALTER POLICY "agreement_acceptance_make" ON "agreement_acceptance" WITH CHECK ((SELECT caller_is_service()) OR "person_id" = (SELECT caller()));
ALTER POLICY "audit_event_read" ON "audit_event" USING ((SELECT caller_is_service())
  OR ((SELECT caller_may('audit.read')) AND ("centre_id" IS NULL OR ((SELECT current_setting('app.centres', true)) = '*' OR "centre_id" = ANY ((SELECT string_to_array(current_setting('app.centres', true), ','))::text[]))))
  OR ((SELECT caller_may('case.read')) AND "case_code" IS NOT NULL AND ((SELECT current_setting('app.centres', true)) = '*' OR "centre_id" = ANY ((SELECT string_to_array(current_setting('app.centres', true), ','))::text[]))));
ALTER POLICY "audit_event_add" ON "audit_event" WITH CHECK ((SELECT caller_is_service()) OR "actor_id" = (SELECT caller()));
ALTER POLICY "mask_template_read" ON "mask_template" USING (((SELECT caller_may('image.upload')) OR (SELECT caller_may('panel.review')) OR (SELECT caller_may('device.manage'))));
ALTER POLICY "mask_template_draw" ON "mask_template" WITH CHECK ("drawn_by_id" = (SELECT caller()) AND "status" = 'draft' AND (SELECT caller_may('image.upload')) AND ((SELECT current_setting('app.centres', true)) = '*' OR "centre_id" = ANY ((SELECT string_to_array(current_setting('app.centres', true), ','))::text[])));
ALTER POLICY "mask_template_decide" ON "mask_template" USING (((SELECT caller_may('panel.review')) OR (SELECT caller_may('device.manage'))) AND NOT (SELECT caller_is_service()));
