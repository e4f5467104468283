CREATE INDEX "report_scenes_of_room" ON "report_scenes" USING btree ("room","at");--> statement-breakpoint
CREATE INDEX "reports_of_group_by" ON "reports" USING btree ("group_id","reporter_user_id");