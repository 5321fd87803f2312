-- Those of these digests (a list of SHA-256 in hexadecimal) that an author must upload before a course is published: the
-- texts and images that neither the course has nor the author uploaded.
create or replace function lyceum.lacking_v1(course text, digests jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    -- Whether somebody has a text is nobody else's to ask.
    own text := case when lyceum.may_edit(who, course) then course end;
begin
    perform lyceum.demand_author(who);
    if jsonb_typeof(digests) is distinct from 'array' then
        raise 'what is lacking is asked with a list of digests' using errcode = 'LY016';
    end if;
    perform lyceum.forget_uploads(who);
    return (
        select coalesce(jsonb_agg(encode(digest, 'hex')), '[]')
          from (select decode(given, 'hex') as digest from jsonb_array_elements_text(digests) given
                except select u.digest from lyceum.uploads u where u.user_id = who
                except select c.digest from lyceum.course_images c where c.course_id = own
                except select t.digest from lyceum.texts_of(own) t) as lacking);
end
$$;
