//! Work on many items at once, on all processors.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread;

/// Maps each item, in order. Every processor takes the next item when it is done with one.
pub(super) fn map<T: Send, R: Send>(items: Vec<T>, to: impl Fn(T) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let workers = processors.min(items.len());
    if workers < 2 {
        return items.into_iter().map(to).collect();
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let work = || {
        let mut done = Vec::new();
        while let Some((place, item)) = next() {
            done.push((place, to(item)));
        }
        done
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let joined = threads.into_iter().flat_map(|thread| {
            let done = thread.join();
            done.unwrap_or_else(|panic| resume_unwind(panic))
        });
        joined.collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_out_in_the_order_in_which_it_went_in() {
        let squares: Vec<usize> = (0..1000).map(|n| n * n).collect();
        assert_eq!(map((0..1000).collect(), |n: usize| n * n), squares);
        assert_eq!(map(Vec::new(), |n: usize| n), Vec::<usize>::new());
    }
}
