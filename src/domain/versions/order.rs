//! The fewest moves that explain a new order.

/// The indexes of those numbers that stand out of order: without them the others rise, and they are as few as can be.
pub(super) fn out_of_order(numbers: &[usize]) -> Vec<usize> {
    let kept = longest_rise(numbers);
    let mut kept = kept.iter().peekable();
    let is_out = |at: &usize| kept.next_if_eq(&at).is_none();
    (0..numbers.len()).filter(is_out).collect()
}

/// The indexes of a longest rising row of the numbers, by the lowest end that a row of each length may have.
fn longest_rise(numbers: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let longer = ends.partition_point(|end| numbers.get(*end) < Some(number));
        before.push(
            longer
                .checked_sub(1)
                .and_then(|last| ends.get(last).copied()),
        );
        match ends.get_mut(longer) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    let mut rise: Vec<usize> =
        std::iter::successors(last, |at| before.get(*at).copied()?).collect();
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_can_be_are_out_of_order() {
        for (numbers, out) in [
            (vec![], vec![]),
            (vec![0, 1, 5, 9], vec![]),
            (vec![3, 0, 1, 2], vec![0]),
            (vec![1, 2, 3, 0], vec![3]),
            (vec![0, 2, 1, 3], vec![1]),
            (vec![2, 1, 0], vec![0, 1]),
        ] {
            assert_eq!(out_of_order(&numbers), out, "{numbers:?}");
        }
    }
}
