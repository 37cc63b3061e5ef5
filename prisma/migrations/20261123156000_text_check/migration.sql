-- CreateTable
CREATE TABLE "text_check" (
    "image_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "searched_frames" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "problem" TEXT,

    CONSTRAINT "text_check_pkey" PRIMARY KEY ("image_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "text_check_image_id_centre_id_key" ON "text_check"("image_id", "centre_id");

-- AddForeignKey
ALTER TABLE "text_check" ADD CONSTRAINT "text_check_image_id_centre_id_fkey" FOREIGN KEY ("image_id", "centre_id") REFERENCES "image"("id", "centre_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE "text_check" ADD CONSTRAINT "text_check_counts" CHECK ("searched_frames" >= 0 AND "found" >= 0);

ALTER TABLE "text_check" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "text_check" FORCE ROW LEVEL SECURITY;
CREATE POLICY "text_check_centre" ON "text_check" TO echocohort_app
  USING ((SELECT current_setting('app.centres', true)) = '*' OR centre_id = ANY ((SELECT string_to_array(current_setting('app.centres', true), ','))::text[]))
  WITH CHECK ('system' = ANY (string_to_array(current_setting('app.roles', true), ',')));
CREATE POLICY "text_check_owner" ON "text_check" TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON "text_check" TO echocohort_app;
