-- Whether one alternative of a blank takes a text, whose forms are `typed`.
create or replace function lyceum.is_taken(taking jsonb, given text, typed jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return case
        when taking ? 'like' then taking ->> 'like' = typed ->> 'like'
        when taking ? 'exactly' then
            taking ->> 'exactly' = given
        when taking ? 'nearly' then lyceum.is_nearly(taking ->> 'nearly', typed ->> 'like')
        when taking ? 'number' then
            taking #>> '{number,unit}' = typed ->> 'unit'
            and exists (
                select from jsonb_array_elements_text(typed -> 'numbers') number
                 where abs(number::double precision - (taking #>> '{number,at}')::double precision)
                       <= (taking #>> '{number,within}')::double precision)
        else false
    end;
end
$$;
