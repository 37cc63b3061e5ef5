-- Wrong sign-ins from one network address within a window, counted for all processes of the API together. What is over is removed.
-- CreateTable
CREATE TABLE "sign_in_address" (
    "address" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "window_ends" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_address_pkey" PRIMARY KEY ("address")
);

-- By hand from here on.
ALTER TABLE "sign_in_address" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sign_in_address" FORCE ROW LEVEL SECURITY;
CREATE POLICY "sign_in_address_owner" ON "sign_in_address" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY "sign_in_address_service" ON "sign_in_address" TO echocohort_app USING ((SELECT caller_is_service())) WITH CHECK ((SELECT caller_is_service()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_address" TO echocohort_app;
