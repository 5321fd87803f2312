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
    lyceum.pull_v1(jsonb, integer, text),
    lyceum.push_v1(jsonb),
    lyceum.publish_v1(jsonb, jsonb)
to lyceum_learner, lyceum_server;
grant execute on function
    lyceum.act_for_v1(text),
    lyceum.act_for_token_v1(bytea),
    lyceum.is_ready_v1(bigint, text)
to lyceum_server;
