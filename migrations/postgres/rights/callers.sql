-- The whole of what a learner's or a server's login may do. No table, no view, none of the inner functions.

set local role lyceum_owner;

revoke all on all functions in schema lyceum from lyceum_learner, lyceum_server;
grant usage on schema lyceum to lyceum_learner, lyceum_server;
grant execute on function
    lyceum.hello_v1(integer),
    lyceum.catalog_v1(jsonb, text, integer),
    lyceum.manifest_v1(text, integer),
    lyceum.listing_v1(jsonb),
    lyceum.outline_v1(text),
    lyceum.bodies_v1(text, jsonb),
    lyceum.course_v1(text),
    lyceum.revision_v1(text),
    lyceum.pull_v1(jsonb, integer, text),
    lyceum.push_v1(jsonb),
    lyceum.lacking_v1(text, jsonb),
    lyceum.upload_v1(bytea[]),
    lyceum.image_v1(text, text),
    lyceum.publish_v1(jsonb, jsonb),
    lyceum.unpublish_v1(text, text),
    lyceum.learners_v1(text),
    lyceum.devices_v1(bytea),
    lyceum.revoke_device_v1(uuid),
    lyceum.revoke_other_devices_v1(bytea)
to lyceum_learner, lyceum_server;
grant execute on function
    lyceum.act_for_v1(text),
    lyceum.act_for_token_v1(bytea),
    lyceum.learner_of_token_v1(bytea),
    lyceum.is_ready_v1(bigint, text),
    lyceum.caller_of_token_v1(bytea),
    lyceum.start_login_v1(jsonb),
    lyceum.may_sign_in_v1(text, jsonb),
    lyceum.ask_provider_v1(bytea, text, integer, integer),
    lyceum.poll_login_v1(bytea),
    lyceum.slow_down_v1(bytea),
    lyceum.end_login_v1(bytea),
    lyceum.finish_login_v1(jsonb),
    lyceum.revoke_by_mail_v1(bytea),
    lyceum.revoke_token_v1(bytea),
    lyceum.set_role_v1(text, text),
    lyceum.set_editor_v1(text, text, boolean),
    lyceum.sign_out_v1(text)
to lyceum_server;
