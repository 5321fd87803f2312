//! The boxes of a text's task lists.

use std::collections::BTreeMap;

use super::Sheet;
use crate::domain::TaskId;
use crate::lesson::Document;

/// A task of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its identity in the lesson.
    pub id: TaskId,
    /// Its first block.
    pub block: usize,
    /// Whether it is done.
    pub done: bool,
}

/// The tasks of a text; the boxes of choices are none.
pub(super) fn of(document: &Document) -> Vec<Task> {
    let quizzes = document.paper().map_or(&[][..], |paper| &paper.quizzes);
    let quizzes: Vec<_> = quizzes
        .iter()
        .map(|quiz| document.blocks_in(&quiz.range))
        .collect();
    let mut tasks = document.tasks();
    tasks.retain(|(block, ..)| !quizzes.iter().any(|quiz| quiz.contains(block)));
    let ids = TaskId::of_texts(tasks.iter().map(|(_, text, _)| text.as_str()));
    let tasks = tasks.iter().zip(ids);
    tasks
        .map(|((block, _, done), id)| Task {
            id,
            block: *block,
            done: *done,
        })
        .collect()
}

impl Sheet {
    /// The tasks in their order.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// Ticks a task, or takes the tick away; gives it as it is now.
    pub fn toggle_task(&mut self, block: usize) -> Option<&Task> {
        let task = self.tasks.iter_mut().find(|task| task.block == block)?;
        task.done = !task.done;
        Some(task)
    }

    /// Takes the ticks as they were kept.
    pub fn tick_all(&mut self, ticks: &BTreeMap<String, bool>) {
        for task in &mut self.tasks {
            task.done = ticks.get(task.id.as_str()).copied().unwrap_or(task.done);
        }
    }

    pub(super) fn ticks(&self) -> BTreeMap<String, bool> {
        let tasks = self.tasks.iter();
        tasks
            .map(|task| (task.id.as_str().to_owned(), task.done))
            .collect()
    }
}
