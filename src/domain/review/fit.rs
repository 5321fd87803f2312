//! Fitting the rules of memory to what one learner remembered and forgot.

use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};

use super::schedule::{Review, in_order};

/// So many reviews, each at least a day after the one before, are enough to fit.
pub const ENOUGH: usize = 400;

/// Why nothing was fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFitted {
    /// There are too few reviews.
    #[error(
        "{reviews} reviews a day or more after the one before aren't enough to fit to: {ENOUGH} are needed"
    )]
    TooFew {
        /// How many there are.
        reviews: usize,
    },
    /// FSRS found no numbers for this history.
    #[error("no parameters fit this history: the ones that were used before stay")]
    NoneFit,
}

/// The 21 numbers of FSRS-6 that fit the reviews of some cards best, in ten-thousandths. The same history gives the same
/// numbers. It takes a second for 10,000 reviews.
///
/// # Errors
/// Where there are fewer than [`ENOUGH`] reviews.
pub fn fit(cards: Vec<Vec<Review>>) -> Result<Vec<u32>, NotFitted> {
    let items: Vec<FSRSItem> = cards.into_iter().flat_map(items).collect();
    if items.len() < ENOUGH {
        let reviews = items.len();
        return Err(NotFitted::TooFew { reviews });
    }
    let input = ComputeParametersInput {
        train_set: items,
        ..ComputeParametersInput::default()
    };
    let numbers = compute_parameters(input).map_err(|_| NotFitted::NoneFit)?;
    // `as` keeps what is no number within the bounds.
    Ok(numbers
        .iter()
        .map(|n| (n * 10_000.0).round() as u32)
        .collect())
}

/// Each review of a card that is a day or more after the one before, with those before it.
fn items(reviews: Vec<Review>) -> Vec<FSRSItem> {
    let (mut before, mut items) = (Vec::<FSRSReview>::new(), Vec::new());
    let mut last = None;
    for review in in_order(reviews) {
        let day = last.map_or(review.day, |last| review.day.max(last));
        let days = last.map_or(0, |last| (day - last).num_days());
        let delta_t = u32::try_from(days).unwrap_or(0);
        before.push(FSRSReview {
            rating: review.rating.number(),
            delta_t,
        });
        if delta_t > 0 {
            items.push(FSRSItem {
                reviews: before.clone(),
            });
        }
        last = Some(day);
    }
    items
}
