-- Whether two texts are the same but for one letter that is wrong, missing, added or exchanged with its neighbour.
create or replace function lyceum.is_nearly(a text, b text) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    first integer := 1;
    last_a integer := length(a);
    last_b integer := length(b);
    rest_a text;
    rest_b text;
begin
    if abs(last_a - last_b) > 1 then
        return false;
    end if;
    while first <= least(last_a, last_b) and substr(a, first, 1) = substr(b, first, 1) loop
        first := first + 1;
    end loop;
    while least(last_a, last_b) >= first and substr(a, last_a, 1) = substr(b, last_b, 1) loop
        last_a := last_a - 1;
        last_b := last_b - 1;
    end loop;
    rest_a := substr(a, first, last_a - first + 1);
    rest_b := substr(b, first, last_b - first + 1);
    return (length(rest_a) <= 1 and length(rest_b) <= 1)
        or (length(rest_a) = 2 and rest_a = reverse(rest_b));
end
$$;
