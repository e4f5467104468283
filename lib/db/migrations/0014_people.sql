ALTER TABLE "erasures" ADD COLUMN "participant_id" text;--> statement-breakpoint
ALTER TABLE "erasures" ADD COLUMN "finished_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "bans_of_user" ON "bans" USING btree ("user_id","starts_at");