//! What a source file refers to: by `use` in all its forms, and by paths inside of code and macros.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// Something outside of a module that it refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Import {
    /// A path of this crate, from its root.
    Ours(Vec<String>),
    /// A library.
    Library(String),
    /// A file that a `#[path]` or an `include!` names.
    File,
}

/// What a file refers to that is the module of that path.
pub(crate) fn imports(module: &[String], file: &syn::File) -> BTreeSet<Import> {
    let mut finder = Finder {
        module: module.to_vec(),
        found: BTreeSet::new(),
    };
    finder.visit_file(file);
    finder.found
}

struct Finder {
    module: Vec<String>,
    found: BTreeSet<Import>,
}

impl Finder {
    /// Notes what a path means.
    fn note(&mut self, path: &[String]) {
        let import = match path.first().map(String::as_str) {
            Some("crate" | "$crate" | "lyceum") => Import::Ours(path[1..].to_vec()),
            Some("self" | "super") => {
                let mut from = self.module.clone();
                let names = path.iter().skip_while(|name| {
                    if *name == "super" {
                        from.pop();
                    }
                    *name == "super" || *name == "self"
                });
                let rest: Vec<String> = names.cloned().collect();
                from.extend(rest);
                Import::Ours(from)
            }
            Some(name) => Import::Library(name.to_owned()),
            None => return,
        };
        self.found.insert(import);
    }

    fn note_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.note_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.note(before),
            syn::UseTree::Name(name) => self.note(&with(&name.ident)),
            syn::UseTree::Rename(rename) if rename.ident == "self" => self.note(before),
            syn::UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            syn::UseTree::Glob(_) => self.note(before),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_tree(before, tree);
                }
            }
        }
    }

    /// Paths in the text of a macro, which isn't parsed: names that `::` joins.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Ident(name) => {
                    self.note_inside(&path);
                    path = vec![name.to_string()];
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) if colons == 2 && is_braced(&group) => {
                    self.note_branches(&path, group.stream());
                    (path, colons) = (Vec::new(), 0);
                }
                TokenTree::Group(group) => {
                    self.note_inside(&path);
                    (path, colons) = (Vec::new(), 0);
                    self.note_tokens(group.stream());
                }
                _ => {
                    self.note_inside(&path);
                    (path, colons) = (Vec::new(), 0);
                }
            }
        }
        self.note_inside(&path);
    }

    fn note_branches(&mut self, before: &[String], tokens: TokenStream) {
        let mut first_of_branch = true;
        for token in tokens {
            if let (true, TokenTree::Ident(name)) = (first_of_branch, &token) {
                self.note(&[before, &[name.to_string()]].concat());
            }
            first_of_branch = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',');
        }
    }

    /// Notes a path that is used inside of code: one name alone is a name of the code itself.
    fn note_inside(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.note(path);
        }
    }
}

fn is_braced(group: &proc_macro2::Group) -> bool {
    group.delimiter() == proc_macro2::Delimiter::Brace
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.note_tree(&[], &item.tree);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.note(&[item.ident.to_string()]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.note_inside(&names);
        visit::visit_path(self, path);
    }

    /// `pub(in path)` gives rights and takes none.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        if item.path.is_ident("include") {
            self.found.insert(Import::File);
        }
        visit::visit_macro(self, item);
        self.note_tokens(item.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("path") {
            self.found.insert(Import::File);
        }
        if let syn::Meta::List(list) = &attribute.meta {
            self.note_tokens(list.tokens.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text refers to inside of this crate, as a module `app::clock`.
    fn ours(text: &str) -> Vec<String> {
        let module = ["app".to_owned(), "clock".to_owned()];
        let file = syn::parse_file(text).unwrap();
        imports(&module, &file)
            .into_iter()
            .filter_map(|import| match import {
                Import::Ours(path) => Some(path.join("::")),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_form_of_use_is_found() {
        assert_eq!(ours("use crate::store::Db;"), ["store::Db"]);
        assert_eq!(
            ours("use crate::{store::{self, Db as D}, ui::*};"),
            ["store", "store::Db", "ui"]
        );
        assert_eq!(ours("use crate::store as domain;"), ["store"]);
        assert_eq!(ours("use super::super::store::Db;"), ["store::Db"]);
        assert_eq!(ours("use super::study;"), ["app::study"]);
        assert_eq!(ours("use self::parts::Part;"), ["app::clock::parts::Part"]);
        assert_eq!(ours("use lyceum::store::Db;"), ["store::Db"]);
        assert_eq!(ours("pub(crate) use crate::store::Db;"), ["store::Db"]);
        assert_eq!(ours("fn f() { use crate::store::Db; }"), ["store::Db"]);
    }

    #[test]
    fn the_whole_crate_under_another_name_is_found() {
        for text in [
            "use crate as all;",
            "use crate::{self as all};",
            "use crate::*;",
            "use super::super::*;",
        ] {
            assert_eq!(ours(text), [""], "{text}");
        }
    }

    #[test]
    fn paths_inside_of_code_are_found() {
        let text = "fn f(a: crate::store::Db) -> Vec<super::super::ui::Page> { crate::sync::run::<crate::wire::A>() }";
        assert_eq!(
            ours(text),
            ["store::Db", "sync::run", "ui::Page", "wire::A"]
        );
    }

    #[test]
    fn a_module_inside_of_a_file_is_one_deeper() {
        assert_eq!(
            ours("#[cfg(test)] mod tests { use super::super::super::store::Db; use super::now; }"),
            ["app::clock::now", "store::Db"]
        );
    }

    #[test]
    fn paths_in_macros_are_found() {
        assert_eq!(
            ours("fn f() { assert!(crate::store::open().is_ok(), \"{}\", x); }"),
            ["store::open"]
        );
        assert_eq!(
            ours("macro_rules! m { () => { use $crate::{store::Db, ui}; $crate::sync::run() } }"),
            ["store", "sync::run", "ui"]
        );
        assert_eq!(
            ours("#[derive(crate::store::Row)] struct S;"),
            ["store::Row"]
        );
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        let text =
            "/// See [crate::store::Db].\n// use crate::ui;\nfn f() { g(\"crate::store\"); }";
        assert!(ours(text).is_empty());
    }

    #[test]
    fn rights_that_are_given_are_no_import() {
        assert!(ours("pub(crate) fn f() {} pub(in crate::app) fn g() {}").is_empty());
    }
}
