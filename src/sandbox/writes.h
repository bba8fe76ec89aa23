/* writes.h: the handlers of writes that the table of endpoints names. */
#ifndef SANDBOX_WRITES_H
#define SANDBOX_WRITES_H

#include "call.h"

call_fn application_add_member, application_change_source, application_change_stage, application_create,
	application_form_submit, application_remove_member, application_transfer, application_update,
	application_update_history, approval_definition_update, assessment_add, assessment_update,
	candidate_add_email, candidate_add_project, candidate_add_tag, candidate_anonymize, candidate_create,
	candidate_create_note, candidate_remove_project, candidate_remove_tag, candidate_set_fraud_status,
	candidate_update, candidate_upload_file, candidate_upload_resume, create_upload_handle,
	department_archive, department_create, department_move, department_restore, department_update,
	feedback_request_create, feedback_submit, field_create, field_set_value, field_set_values,
	field_update_values, job_create, job_set_status, job_update, job_update_compensation,
	location_archive, location_create, location_move, location_restore, location_update_address,
	location_update_external_name, location_update_name, location_update_workplace, offer_approve,
	offer_create, offer_process_start, offer_start, offer_start_approval, offer_undescribed, offer_update,
	opening_add_job, opening_add_location, opening_create, opening_remove_job, opening_remove_location,
	opening_set_archived, opening_set_state, opening_update, pool_add_user, pool_archive, pool_create,
	pool_remove_user, pool_restore, pool_update, posting_update, referral_create, schedule_cancel,
	schedule_create, schedule_update, survey_request_create, survey_submission_create, tag_archive,
	tag_create, team_add_member, team_remove_member, user_create_pause, user_delete_pause, user_set_field,
	user_set_fields, user_update_settings, webhook_create, webhook_delete, webhook_update;

/* The sandbox's own. */
call_fn control_merge, control_delete, control_drift;

#endif
