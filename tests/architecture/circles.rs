//! Circles among modules: files that import each other, however many steps it takes.

use std::collections::{BTreeMap, BTreeSet};

/// Modules, and those that each of them imports.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// The module that a path leads into: the longest beginning of it that is one.
pub(crate) fn module_of(path: &[String], modules: &BTreeSet<String>) -> Option<String> {
    let beginnings = (1..=path.len())
        .rev()
        .map(|length| path[..length].join("::"));
    beginnings.into_iter().find(|name| modules.contains(name))
}

/// True where one of the modules is inside of the other: those may know each other.
pub(crate) fn are_parent_and_child(one: &str, other: &str) -> bool {
    let is_inside = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    is_inside(one, other) || is_inside(other, one)
}

/// A circle, as the modules on the way; none where there is none.
pub(crate) fn circle(graph: &Graph) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    graph
        .keys()
        .find_map(|start| circle_from(start, graph, &mut Vec::new(), &mut done))
}

fn circle_from(
    module: &str,
    graph: &Graph,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(at) = way.iter().position(|before| before == module) {
        return Some([&way[at..], &[module.to_owned()]].concat());
    }
    if done.contains(module) {
        return None;
    }
    way.push(module.to_owned());
    for next in graph.get(module).into_iter().flatten() {
        let found = circle_from(next, graph, way, done);
        if found.is_some() {
            return found;
        }
    }
    way.pop();
    done.insert(module.to_owned());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::new();
        for (from, to) in edges {
            let to = (*to).to_owned();
            graph.entry((*from).to_owned()).or_default().insert(to);
        }
        graph
    }

    #[test]
    fn a_circle_is_found_however_long_it_is() {
        assert_eq!(circle(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
        let found = circle(&graph(&[("a", "b"), ("b", "c"), ("c", "b")]));
        assert_eq!(found.unwrap(), ["b", "c", "b"]);
    }

    #[test]
    fn a_path_leads_into_the_innermost_module() {
        let modules = ["app", "app::screen", "app::screen::lesson"];
        let modules = modules.map(str::to_owned).into_iter().collect();
        let path = ["app", "screen", "lesson", "Reader"].map(str::to_owned);
        let found = module_of(&path, &modules);
        assert_eq!(found.as_deref(), Some("app::screen::lesson"));
    }

    #[test]
    fn only_what_is_inside_of_another_is_its_child() {
        assert!(are_parent_and_child("app::screen", "app::screen::lesson"));
        assert!(!are_parent_and_child("app::screen", "app::screens"));
    }
}
