-- Whether a submission is right by a question's solution. Texts come in the forms that they are compared in
-- (`domain/quiz/typed.rs`), so nothing here knows how people write.
create or replace function lyceum.grade(solution jsonb, submission jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    answer jsonb := submission -> 'answer';
    typed jsonb := submission -> 'typed';
begin
    if answer ? 'blanks' and solution ? 'blanks' then
        return jsonb_array_length(answer -> 'blanks') = jsonb_array_length(solution -> 'blanks')
           and jsonb_array_length(typed) = jsonb_array_length(solution -> 'blanks')
           and not exists (
               select from jsonb_array_elements(solution -> 'blanks') with ordinality as blank (takings, place)
                where not exists (
                    select from jsonb_array_elements(takings) taking
                     where lyceum.is_taken(taking, answer -> 'blanks' ->> (place - 1)::integer,
                                           typed -> (place - 1)::integer)));
    end if;
    return case
        when solution -> 'fails' = 'null' then answer ? 'fails'
        else solution = answer
    end;
end
$$;
