-- CreateTable
CREATE TABLE "outline" (
    "id" UUID NOT NULL,
    "image_id" UUID NOT NULL,
    "lesion_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "shape" TEXT NOT NULL,
    "points" JSONB NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'person',
    "drawn_by_id" UUID NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "outline_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outline_image_id_idx" ON "outline"("image_id");

-- CreateIndex
CREATE INDEX "outline_lesion_id_idx" ON "outline"("lesion_id");

-- AddForeignKey
ALTER TABLE "outline" ADD CONSTRAINT "outline_image_id_centre_id_fkey" FOREIGN KEY ("image_id", "centre_id") REFERENCES "image"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outline" ADD CONSTRAINT "outline_lesion_id_centre_id_fkey" FOREIGN KEY ("lesion_id", "centre_id") REFERENCES "lesion"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outline" ADD CONSTRAINT "outline_drawn_by_id_fkey" FOREIGN KEY ("drawn_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE "outline" ADD CONSTRAINT "outline_kind_known" CHECK ("kind" IN ('lesion', 'background', 'feature'));
ALTER TABLE "outline" ADD CONSTRAINT "outline_shape_known" CHECK ("shape" IN ('polygon', 'rectangle', 'none'));
ALTER TABLE "outline" ADD CONSTRAINT "outline_source_known" CHECK ("source" IN ('person', 'automatic'));
-- One current outline of a kind on an image; "none" is how an outline is taken away without a row being lost.
CREATE UNIQUE INDEX "outline_one_current" ON "outline" ("image_id", "kind") WHERE "superseded_at" IS NULL;

ALTER TABLE "outline" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "outline" FORCE ROW LEVEL SECURITY;
CREATE POLICY "outline_centre" ON "outline" TO echocohort_app
  USING ((SELECT current_setting('app.centres', true)) = '*' OR centre_id = ANY ((SELECT string_to_array(current_setting('app.centres', true), ','))::text[]))
  WITH CHECK ((SELECT current_setting('app.centres', true)) = '*' OR centre_id = ANY ((SELECT string_to_array(current_setting('app.centres', true), ','))::text[]));
CREATE POLICY "outline_owner" ON "outline" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE TRIGGER "outline_not_when_locked" BEFORE INSERT OR UPDATE OR DELETE ON "outline" FOR EACH ROW EXECUTE FUNCTION "refuse_locked_case"();
GRANT SELECT, INSERT ON "outline" TO echocohort_app;
GRANT UPDATE ("superseded_at") ON "outline" TO echocohort_app;
