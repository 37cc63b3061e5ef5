-- CreateTable
CREATE TABLE "study" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "study_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_version" (
    "id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "activated_at" TIMESTAMPTZ(3) NOT NULL,
    "activated_by_id" UUID,

    CONSTRAINT "study_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "centre" (
    "code" TEXT NOT NULL,
    "study_id" UUID NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "centre_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "manufacturer" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "transducer" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "centre_id" TEXT,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "scopes" TEXT[],
    "centre_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject" (
    "id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesion" (
    "id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'collecting',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_snapshot_id" UUID,

    CONSTRAINT "lesion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "scan_date" TEXT,
    "device_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exam_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "current_image_id" UUID,

    CONSTRAINT "slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "slot_code" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "pixel_sha256" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sop_instance_uid" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "columns" INTEGER NOT NULL,
    "frames" INTEGER NOT NULL,
    "header" JSONB NOT NULL,
    "protocol_version" TEXT NOT NULL,
    "supersedes_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),
    "supersede_reason" TEXT,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stored_by_id" UUID NOT NULL,

    CONSTRAINT "image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "image_id" UUID,
    "centre_id" TEXT NOT NULL,
    "slot_code" TEXT,
    "code" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "sentence_zh" TEXT NOT NULL,
    "sentence_en" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_entry" (
    "id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "lesion_id" UUID,
    "centre_id" TEXT NOT NULL,
    "form_code" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "form_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_value" (
    "id" UUID NOT NULL,
    "form_entry_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "item_code" TEXT NOT NULL,
    "value" JSONB,
    "missing_reason" TEXT,
    "reason_for_change" TEXT,
    "set_by_id" UUID NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "item_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pathology_report" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "type_code" TEXT NOT NULL,
    "malignant" BOOLEAN,
    "method" TEXT NOT NULL,
    "specimen_date" TEXT NOT NULL,
    "note" TEXT,
    "reason_for_change" TEXT,
    "entered_by_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by_id" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "pathology_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "query_thread" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "slot_code" TEXT,
    "item_code" TEXT,
    "reason_code" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "raised_by_id" UUID NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "query_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "query_message" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "query_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "panel_verdict" (
    "id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "protocol_version" TEXT NOT NULL,

    CONSTRAINT "panel_verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cohort" (
    "id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,

    CONSTRAINT "cohort_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cohort_split" (
    "id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "seed" TEXT NOT NULL,
    "ratio" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,

    CONSTRAINT "cohort_split_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "root" TEXT NOT NULL,
    "manifest_key" TEXT NOT NULL,
    "summary" JSONB NOT NULL,
    "previous_root" TEXT,
    "locked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot_lesion" (
    "snapshot_id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "set" TEXT NOT NULL,

    CONSTRAINT "snapshot_lesion_pkey" PRIMARY KEY ("snapshot_id","lesion_id")
);

-- CreateTable
CREATE TABLE "signature" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "meaning" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sealed_outcomes" (
    "snapshot_id" UUID NOT NULL,
    "salt" BYTEA NOT NULL,
    "outcomes" BYTEA NOT NULL,
    "commitment" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "opened_for_run_id" UUID,

    CONSTRAINT "sealed_outcomes_pkey" PRIMARY KEY ("snapshot_id")
);

-- CreateTable
CREATE TABLE "export_request" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "key" TEXT,
    "size_bytes" BIGINT,
    "sha256" TEXT,
    "error" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by_id" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "export_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export_download" (
    "id" UUID NOT NULL,
    "export_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "export_download_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_run" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "config" JSONB NOT NULL,
    "job_id" UUID,
    "model_digest" TEXT,
    "registered_at" TIMESTAMPTZ(3),
    "bundle" JSONB,
    "metrics" JSONB,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_by_id" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "study_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "roles" TEXT[],
    "centre_id" TEXT,
    "type" TEXT NOT NULL,
    "case_code" TEXT,
    "payload" JSONB NOT NULL,
    "prev" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("study_id","seq")
);

-- CreateTable
CREATE TABLE "receipt" (
    "study_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "image_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "signature" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("study_id","number")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "key" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "request_digest" TEXT,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("key","person_id","route")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "study_code_key" ON "study"("code");

-- CreateIndex
CREATE UNIQUE INDEX "study_version_study_id_version_key" ON "study_version"("study_id", "version");

-- CreateIndex
CREATE INDEX "centre_study_id_idx" ON "centre"("study_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_centre_id_code_key" ON "device"("centre_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "role_grant_person_id_idx" ON "role_grant"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_code_key" ON "subject"("code");

-- CreateIndex
CREATE INDEX "subject_study_id_idx" ON "subject"("study_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_centre_id_number_key" ON "subject"("centre_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "subject_id_centre_id_key" ON "subject"("id", "centre_id");

-- CreateIndex
CREATE UNIQUE INDEX "lesion_code_key" ON "lesion"("code");

-- CreateIndex
CREATE INDEX "lesion_centre_id_state_idx" ON "lesion"("centre_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "lesion_subject_id_ordinal_key" ON "lesion"("subject_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "lesion_id_centre_id_key" ON "lesion"("id", "centre_id");

-- CreateIndex
CREATE UNIQUE INDEX "exam_lesion_id_key" ON "exam"("lesion_id");

-- CreateIndex
CREATE UNIQUE INDEX "exam_lesion_id_centre_id_key" ON "exam"("lesion_id", "centre_id");

-- CreateIndex
CREATE UNIQUE INDEX "slot_current_image_id_key" ON "slot"("current_image_id");

-- CreateIndex
CREATE UNIQUE INDEX "slot_lesion_id_code_key" ON "slot"("lesion_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "image_supersedes_id_key" ON "image"("supersedes_id");

-- CreateIndex
CREATE INDEX "image_lesion_id_slot_code_idx" ON "image"("lesion_id", "slot_code");

-- CreateIndex
CREATE INDEX "image_sha256_idx" ON "image"("sha256");

-- CreateIndex
CREATE INDEX "image_pixel_sha256_idx" ON "image"("pixel_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "image_id_centre_id_key" ON "image"("id", "centre_id");

-- CreateIndex
CREATE INDEX "finding_lesion_id_idx" ON "finding"("lesion_id");

-- CreateIndex
CREATE INDEX "finding_image_id_idx" ON "finding"("image_id");

-- CreateIndex
CREATE INDEX "form_entry_subject_id_idx" ON "form_entry"("subject_id");

-- CreateIndex
CREATE INDEX "form_entry_lesion_id_idx" ON "form_entry"("lesion_id");

-- CreateIndex
CREATE UNIQUE INDEX "form_entry_id_centre_id_key" ON "form_entry"("id", "centre_id");

-- CreateIndex
CREATE INDEX "item_value_form_entry_id_item_code_idx" ON "item_value"("form_entry_id", "item_code");

-- CreateIndex
CREATE INDEX "pathology_report_lesion_id_idx" ON "pathology_report"("lesion_id");

-- CreateIndex
CREATE INDEX "query_thread_lesion_id_idx" ON "query_thread"("lesion_id");

-- CreateIndex
CREATE INDEX "query_thread_centre_id_status_idx" ON "query_thread"("centre_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "query_thread_id_centre_id_key" ON "query_thread"("id", "centre_id");

-- CreateIndex
CREATE INDEX "query_message_thread_id_idx" ON "query_message"("thread_id");

-- CreateIndex
CREATE INDEX "panel_verdict_lesion_id_idx" ON "panel_verdict"("lesion_id");

-- CreateIndex
CREATE UNIQUE INDEX "cohort_study_id_name_key" ON "cohort"("study_id", "name");

-- CreateIndex
CREATE INDEX "cohort_split_cohort_id_idx" ON "cohort_split"("cohort_id");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_root_key" ON "snapshot"("root");

-- CreateIndex
CREATE INDEX "snapshot_lesion_lesion_id_idx" ON "snapshot_lesion"("lesion_id");

-- CreateIndex
CREATE INDEX "signature_snapshot_id_idx" ON "signature"("snapshot_id");

-- CreateIndex
CREATE INDEX "export_request_snapshot_id_idx" ON "export_request"("snapshot_id");

-- CreateIndex
CREATE INDEX "export_download_export_id_idx" ON "export_download"("export_id");

-- CreateIndex
CREATE INDEX "model_run_snapshot_id_idx" ON "model_run"("snapshot_id");

-- CreateIndex
CREATE INDEX "audit_event_study_id_type_idx" ON "audit_event"("study_id", "type");

-- CreateIndex
CREATE INDEX "audit_event_case_code_idx" ON "audit_event"("case_code");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_image_id_key" ON "receipt"("image_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_image_id_centre_id_key" ON "receipt"("image_id", "centre_id");

-- AddForeignKey
ALTER TABLE "study_version" ADD CONSTRAINT "study_version_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_version" ADD CONSTRAINT "study_version_activated_by_id_fkey" FOREIGN KEY ("activated_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "centre" ADD CONSTRAINT "centre_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_centre_id_fkey" FOREIGN KEY ("centre_id") REFERENCES "centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_centre_id_fkey" FOREIGN KEY ("centre_id") REFERENCES "centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_centre_id_fkey" FOREIGN KEY ("centre_id") REFERENCES "centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject" ADD CONSTRAINT "subject_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject" ADD CONSTRAINT "subject_centre_id_fkey" FOREIGN KEY ("centre_id") REFERENCES "centre"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_subject_id_centre_id_fkey" FOREIGN KEY ("subject_id", "centre_id") REFERENCES "subject"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_locked_snapshot_id_fkey" FOREIGN KEY ("locked_snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam" ADD CONSTRAINT "exam_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam" ADD CONSTRAINT "exam_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_current_image_id_fkey" FOREIGN KEY ("current_image_id") REFERENCES "image"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_stored_by_id_fkey" FOREIGN KEY ("stored_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_supersedes_id_fkey" FOREIGN KEY ("supersedes_id") REFERENCES "image"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_entry" ADD CONSTRAINT "form_entry_subject_id_centre_id_fkey" FOREIGN KEY ("subject_id", "centre_id") REFERENCES "subject"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_entry" ADD CONSTRAINT "form_entry_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_value" ADD CONSTRAINT "item_value_form_entry_id_centre_id_fkey" FOREIGN KEY ("form_entry_id", "centre_id") REFERENCES "form_entry"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_value" ADD CONSTRAINT "item_value_set_by_id_fkey" FOREIGN KEY ("set_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pathology_report" ADD CONSTRAINT "pathology_report_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pathology_report" ADD CONSTRAINT "pathology_report_entered_by_id_fkey" FOREIGN KEY ("entered_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pathology_report" ADD CONSTRAINT "pathology_report_confirmed_by_id_fkey" FOREIGN KEY ("confirmed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "query_thread" ADD CONSTRAINT "query_thread_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "query_thread" ADD CONSTRAINT "query_thread_raised_by_id_fkey" FOREIGN KEY ("raised_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "query_message" ADD CONSTRAINT "query_message_thread_id_centre_id_fkey" FOREIGN KEY ("thread_id", "centre_id") REFERENCES "query_thread"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "query_message" ADD CONSTRAINT "query_message_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "panel_verdict" ADD CONSTRAINT "panel_verdict_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "panel_verdict" ADD CONSTRAINT "panel_verdict_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_split" ADD CONSTRAINT "cohort_split_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_split" ADD CONSTRAINT "cohort_split_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_lesion" ADD CONSTRAINT "snapshot_lesion_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_lesion" ADD CONSTRAINT "snapshot_lesion_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_outcomes" ADD CONSTRAINT "sealed_outcomes_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_outcomes" ADD CONSTRAINT "sealed_outcomes_opened_for_run_id_fkey" FOREIGN KEY ("opened_for_run_id") REFERENCES "model_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_request" ADD CONSTRAINT "export_request_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_request" ADD CONSTRAINT "export_request_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_download" ADD CONSTRAINT "export_download_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "export_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_download" ADD CONSTRAINT "export_download_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_run" ADD CONSTRAINT "model_run_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_run" ADD CONSTRAINT "model_run_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_image_id_centre_id_fkey" FOREIGN KEY ("image_id", "centre_id") REFERENCES "image"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand: what the schema language cannot say. libs/persistence has a spec for each section.
-- ---------------------------------------------------------------------------------------------------------------

-- Roles. Logins and passwords are given by the migration tool, from outside.
DO $$
BEGIN
  CREATE ROLE echocohort_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
  CREATE ROLE echocohort_trainer NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- Values that a column may have
ALTER TABLE "centre" ADD CONSTRAINT "centre_role_known" CHECK ("role" IN ('development', 'external'));
ALTER TABLE "centre" ADD CONSTRAINT "centre_code_plain" CHECK ("code" ~ '^[A-Za-z0-9-]{1,16}$');
ALTER TABLE "person" ADD CONSTRAINT "person_locale_known" CHECK ("locale" IN ('zh', 'en'));
ALTER TABLE "person" ADD CONSTRAINT "person_email_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_role_known" CHECK ("role" IN
  ('coordinator', 'investigator', 'pathologist', 'auditor', 'adjudicator', 'data-manager', 'statistician', 'reader', 'administrator'));
ALTER TABLE "session" ADD CONSTRAINT "session_kind_known" CHECK ("kind" IN ('session', 'token'));
ALTER TABLE "subject" ADD CONSTRAINT "subject_number_positive" CHECK ("number" > 0);
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_ordinal_positive" CHECK ("ordinal" > 0);
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_state_known" CHECK ("state" IN ('collecting', 'complete', 'queried', 'accepted', 'locked', 'withdrawn'));
ALTER TABLE "lesion" ADD CONSTRAINT "lesion_locked_names_snapshot" CHECK ("state" <> 'locked' OR "locked_snapshot_id" IS NOT NULL);
ALTER TABLE "exam" ADD CONSTRAINT "exam_scan_date_plain" CHECK ("scan_date" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "image" ADD CONSTRAINT "image_digests" CHECK ("sha256" ~ '^[0-9a-f]{64}$' AND "pixel_sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "image" ADD CONSTRAINT "image_size" CHECK ("size_bytes" > 0 AND "rows" > 0 AND "columns" > 0 AND "frames" > 0);
ALTER TABLE "image" ADD CONSTRAINT "image_superseded_with_reason" CHECK (("superseded_at" IS NULL) = ("supersede_reason" IS NULL));
ALTER TABLE "finding" ADD CONSTRAINT "finding_severity_known" CHECK ("severity" IN ('blocks', 'deviation', 'information'));
ALTER TABLE "item_value" ADD CONSTRAINT "item_value_or_missing" CHECK ("value" IS NULL OR "missing_reason" IS NULL);
ALTER TABLE "pathology_report" ADD CONSTRAINT "pathology_date_plain" CHECK ("specimen_date" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "pathology_report" ADD CONSTRAINT "pathology_second_person" CHECK ("confirmed_by_id" IS NULL OR "confirmed_by_id" <> "entered_by_id");
ALTER TABLE "pathology_report" ADD CONSTRAINT "pathology_confirmed_whole" CHECK (("confirmed_by_id" IS NULL) = ("confirmed_at" IS NULL));
ALTER TABLE "query_thread" ADD CONSTRAINT "query_status_known" CHECK ("status" IN ('open', 'answered', 'closed'));
ALTER TABLE "query_message" ADD CONSTRAINT "query_message_kind_known" CHECK ("kind" IN ('raised', 'answered', 'replaced-image', 'closed', 'reopened'));
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_status_known" CHECK ("status" IN ('draft', 'split', 'locked'));
ALTER TABLE "snapshot_lesion" ADD CONSTRAINT "snapshot_set_known" CHECK ("set" IN ('training', 'internal_validation', 'external_validation'));
ALTER TABLE "export_request" ADD CONSTRAINT "export_status_known" CHECK ("status" IN ('queued', 'running', 'finished', 'failed'));
ALTER TABLE "model_run" ADD CONSTRAINT "run_status_known" CHECK ("status" IN ('queued', 'running', 'finished', 'failed', 'cancelled'));
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_root" CHECK ("root" ~ '^[0-9a-f]{64}$');
ALTER TABLE "sealed_outcomes" ADD CONSTRAINT "sealed_opened_for_a_run" CHECK (("opened_at" IS NULL) = ("opened_for_run_id" IS NULL));
ALTER TABLE "model_run" ADD CONSTRAINT "model_registered_with_digest" CHECK (("registered_at" IS NULL) = ("model_digest" IS NULL));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_seq_positive" CHECK ("seq" > 0);
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_number_positive" CHECK ("number" > 0);

-- One current thing at a time
CREATE UNIQUE INDEX "image_one_current" ON "image" ("lesion_id", "slot_code") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "form_entry_one_of_subject" ON "form_entry" ("subject_id", "form_code") WHERE "lesion_id" IS NULL;
CREATE UNIQUE INDEX "form_entry_one_of_lesion" ON "form_entry" ("lesion_id", "form_code") WHERE "lesion_id" IS NOT NULL;
CREATE UNIQUE INDEX "item_value_one_current" ON "item_value" ("form_entry_id", "item_code") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "pathology_one_current" ON "pathology_report" ("lesion_id") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "role_grant_once" ON "role_grant" ("person_id", "study_id", "role", coalesce("centre_id", '')) WHERE "revoked_at" IS NULL;

-- Row-level security. Each transaction sets app.person, app.roles (csv), app.centres (csv or *) and app.pathology
-- (yes or no). Nothing set means nothing visible.
DO $$
DECLARE
  name text;
  centre_rule constant text := '((SELECT current_setting(''app.centres'', true)) = ''*'' OR centre_id = ANY ((SELECT string_to_array(current_setting(''app.centres'', true), '',''))::text[]))';
  pathology_rule constant text := '((SELECT current_setting(''app.pathology'', true)) = ''yes'')';
  rule text;
BEGIN
  FOREACH name IN ARRAY ARRAY['device', 'subject', 'lesion', 'exam', 'slot', 'image', 'finding', 'form_entry', 'item_value',
    'pathology_report', 'query_thread', 'query_message', 'panel_verdict', 'snapshot_lesion', 'receipt'] LOOP
    rule := CASE WHEN name = 'pathology_report' THEN centre_rule || ' AND ' || pathology_rule ELSE centre_rule END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO echocohort_app USING (%s) WITH CHECK (%s)', name || '_centre', name, rule, rule);
    -- The owner sees all, superuser or not: migrations, and the functions below that run as the owner.
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
  END LOOP;
END $$;

-- Sealed outcomes: written when a cohort is locked, read by the service itself, and by people once opened.
ALTER TABLE "sealed_outcomes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sealed_outcomes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "sealed_outcomes_owner" ON "sealed_outcomes" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY "sealed_outcomes_read" ON "sealed_outcomes" FOR SELECT TO echocohort_app USING (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ','))
  OR ("opened_at" IS NOT NULL AND current_setting('app.pathology', true) = 'yes'));
CREATE POLICY "sealed_outcomes_write" ON "sealed_outcomes" FOR INSERT TO echocohort_app WITH CHECK (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician']);
CREATE POLICY "sealed_outcomes_open" ON "sealed_outcomes" FOR UPDATE TO echocohort_app USING (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ',')));

-- The audit trail: whoever acts adds events in the own name; roles with the permission audit.read see them, and who
-- reads cases sees what happened to the cases of the own centres.
ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_event" FORCE ROW LEVEL SECURITY;
CREATE POLICY "audit_event_owner" ON "audit_event" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY "audit_event_read" ON "audit_event" FOR SELECT TO echocohort_app USING (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ','))
  OR (string_to_array(current_setting('app.roles', true), ',') && ARRAY['data-manager', 'statistician', 'administrator']
      AND (centre_id IS NULL OR current_setting('app.centres', true) = '*'
           OR centre_id = ANY (string_to_array(current_setting('app.centres', true), ','))))
  OR (string_to_array(current_setting('app.roles', true), ',') && ARRAY['coordinator', 'investigator', 'pathologist']
      AND case_code IS NOT NULL
      AND (current_setting('app.centres', true) = '*' OR centre_id = ANY (string_to_array(current_setting('app.centres', true), ',')))));
CREATE POLICY "audit_event_add" ON "audit_event" FOR INSERT TO echocohort_app WITH CHECK (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ','))
  OR "actor_id"::text = current_setting('app.person', true));

-- The chain: one writer per study at a time, no gap, no fork, nothing changed afterwards.
CREATE FUNCTION "audit_head"("of_study" uuid, OUT "seq" bigint, OUT "hash" text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || of_study::text, 0));
  SELECT e.seq, e.hash INTO seq, hash FROM audit_event e WHERE e.study_id = of_study ORDER BY e.seq DESC LIMIT 1;
END $$;

CREATE FUNCTION "audit_event_follows"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head record;
BEGIN
  SELECT * INTO head FROM audit_head(NEW.study_id);
  IF NEW.seq <> coalesce(head.seq, 0) + 1 OR (head.hash IS NOT NULL AND NEW.prev <> head.hash) THEN
    RAISE EXCEPTION 'audit-chain-broken: event % does not follow event %', NEW.seq, coalesce(head.seq, 0) USING ERRCODE = 'EC002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_event_follows" BEFORE INSERT ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_follows"();

CREATE FUNCTION "audit_event_immutable"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit-immutable: the audit trail is only added to' USING ERRCODE = 'EC003';
END $$;
CREATE TRIGGER "audit_event_immutable" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_immutable"();
CREATE TRIGGER "audit_event_not_emptied" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "audit_event_immutable"();

-- Locked data. The services refuse first and with words; this is the last line, whatever the code does.
CREATE FUNCTION "refuse_locked_case"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  of_lesion uuid := (changed ->> 'lesion_id')::uuid;
  of_subject uuid := (changed ->> 'subject_id')::uuid;
BEGIN
  IF TG_TABLE_NAME = 'lesion' THEN
    IF OLD.locked_snapshot_id IS NOT NULL AND NOT (TG_OP = 'UPDATE' AND NEW.state = 'withdrawn' AND NEW.locked_snapshot_id IS NOT DISTINCT FROM OLD.locked_snapshot_id) THEN
      RAISE EXCEPTION 'locked-data: the case is part of a locked snapshot' USING ERRCODE = 'EC001';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_TABLE_NAME = 'item_value' THEN
    SELECT f.lesion_id, f.subject_id INTO of_lesion, of_subject FROM form_entry f WHERE f.id = (changed ->> 'form_entry_id')::uuid;
  ELSIF TG_TABLE_NAME = 'query_message' THEN
    SELECT t.lesion_id INTO of_lesion FROM query_thread t WHERE t.id = (changed ->> 'thread_id')::uuid;
  END IF;
  IF EXISTS (SELECT FROM lesion l WHERE l.locked_snapshot_id IS NOT NULL
             AND (l.id = of_lesion OR (of_lesion IS NULL AND l.subject_id = of_subject))) THEN
    RAISE EXCEPTION 'locked-data: the case is part of a locked snapshot' USING ERRCODE = 'EC001';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['exam', 'slot', 'image', 'finding', 'form_entry', 'item_value', 'pathology_report',
    'query_thread', 'query_message', 'panel_verdict'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_locked_case()', name || '_not_when_locked', name);
  END LOOP;
END $$;
CREATE TRIGGER "lesion_not_when_locked" BEFORE UPDATE OR DELETE ON "lesion" FOR EACH ROW EXECUTE FUNCTION "refuse_locked_case"();

-- Numbers that have no gap and never come twice; they see past the caller's centres.
CREATE FUNCTION "next_subject_number"("of_centre" text) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('subject:' || of_centre, 0));
  RETURN (SELECT coalesce(max(s.number), 0) + 1 FROM subject s WHERE s.centre_id = of_centre);
END $$;
CREATE FUNCTION "next_receipt_number"("of_study" uuid) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('receipt:' || of_study::text, 0));
  RETURN (SELECT coalesce(max(r.number), 0) + 1 FROM receipt r WHERE r.study_id = of_study);
END $$;

-- The same picture elsewhere in the study, also in centres that the caller may not see: of those only the relation
-- is told. The caller's centres come in as an argument; the function itself sees all.
CREATE FUNCTION "duplicate_pictures"("picture" text, "for_lesion" uuid, "callers_centres" text)
  RETURNS TABLE ("relation" text, "case_code" text, "slot_code" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN l.id = own.id THEN 'same-lesion' WHEN l.subject_id = own.subject_id THEN 'other-lesion'
              WHEN l.centre_id = own.centre_id THEN 'other-patient' ELSE 'other-centre' END,
         CASE WHEN seen.it THEN l.code END, CASE WHEN seen.it THEN i.slot_code END
  FROM lesion own
  JOIN image i ON i.pixel_sha256 = picture AND i.superseded_at IS NULL
  JOIN lesion l ON l.id = i.lesion_id
  CROSS JOIN LATERAL (SELECT callers_centres = '*' OR l.centre_id = ANY (string_to_array(callers_centres, ',')) AS it) seen
  WHERE own.id = for_lesion
  ORDER BY 1, 2, 3
$$;

-- The schema of the job queue; its tables are installed by the migration tool. Progress of training belongs to it,
-- because the trainer sees no other schema.
CREATE SCHEMA IF NOT EXISTS jobs;
CREATE TABLE jobs.run_progress (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id uuid NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  event jsonb NOT NULL
);
CREATE INDEX run_progress_of_run ON jobs.run_progress (run_id, id);

-- Rights. Evidence is added and superseded, never rewritten: where a table is evidence, only the columns that mark a
-- row as superseded, confirmed or closed may change. Nothing but sessions and repeated-request keys can be deleted.
GRANT USAGE, CREATE ON SCHEMA public TO CURRENT_USER;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO echocohort_app;
GRANT SELECT, INSERT ON "study", "study_version", "centre", "device", "person", "role_grant", "session", "subject", "lesion", "exam", "slot",
  "image", "finding", "form_entry", "item_value", "pathology_report", "query_thread", "query_message", "panel_verdict", "cohort",
  "cohort_split", "snapshot", "snapshot_lesion", "signature", "sealed_outcomes", "export_request", "export_download", "model_run",
  "audit_event", "receipt", "idempotency_key", "setup_link" TO echocohort_app;
GRANT UPDATE ON "study", "centre", "device", "person", "role_grant", "session", "subject", "lesion", "exam", "slot", "form_entry", "cohort",
  "export_request", "model_run", "idempotency_key", "setup_link" TO echocohort_app;
GRANT UPDATE ("superseded_at", "supersede_reason") ON "image" TO echocohort_app;
GRANT UPDATE ("resolved_at") ON "finding" TO echocohort_app;
GRANT UPDATE ("superseded_at") ON "item_value" TO echocohort_app;
GRANT UPDATE ("version", "confirmed_by_id", "confirmed_at", "superseded_at") ON "pathology_report" TO echocohort_app;
GRANT UPDATE ("status", "version", "closed_at") ON "query_thread" TO echocohort_app;
GRANT UPDATE ("opened_at", "opened_for_run_id") ON "sealed_outcomes" TO echocohort_app;
GRANT DELETE ON "session", "idempotency_key" TO echocohort_app;
GRANT EXECUTE ON FUNCTION "audit_head"(uuid), "next_subject_number"(text), "next_receipt_number"(uuid),
  "duplicate_pictures"(text, uuid, text) TO echocohort_app;
