//! Orders moments even where a device's clock was once ahead: the log's order decides, and a moment that lies in the
//! future of a later record counts as having happened just before it.

use std::collections::HashMap;

use uuid::Uuid;

/// A moment that a record says.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(super) struct Moment {
    /// The record's row in the log; none for what is open and not a record yet.
    pub(super) row: Option<i64>,
    /// The device whose clock said the moment; none where an academy has corrected it, so that every device of the
    /// learner shows the same.
    pub(super) device: Option<Uuid>,
    /// Microseconds since 1970; none where nothing happened.
    pub(super) at: Option<i64>,
}

/// Takes moments back that a device's clock said before it was set right.
pub(super) fn set_right<'m>(moments: impl Iterator<Item = &'m mut Moment>) {
    let mut latest_first: Vec<&mut Moment> = moments.collect();
    latest_first.sort_by_key(|moment| std::cmp::Reverse(moment.row.unwrap_or(i64::MAX)));
    let mut bounds: HashMap<Uuid, i64> = HashMap::new();
    for moment in latest_first {
        let (Some(device), Some(at)) = (moment.device, moment.at) else {
            continue;
        };
        let bound = bounds.entry(device).or_insert(i64::MAX);
        let right = at.min(bound.saturating_sub(1));
        moment.at = Some(right);
        *bound = right;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_a_clock_that_was_ahead_is_before_what_came_later() {
        let device = |n| Some(Uuid::from_u128(n));
        let moment = |row, device, at| Moment {
            row: Some(row),
            device,
            at: Some(at),
        };
        let mut moments = [
            moment(1, device(1), 9000),
            moment(2, device(1), 50),
            moment(3, device(2), 40),
            moment(4, device(1), 60),
        ];
        set_right(moments.iter_mut());
        assert_eq!(moments.map(|m| m.at), [49, 50, 40, 60].map(Some));
    }
}
