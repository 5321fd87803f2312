//! From the scopes of grammars to our roles, so that themes colour code like the rest of the screen.

use std::collections::HashMap;

use syntect::parsing::{Scope, ScopeStack};

use crate::lesson::style::Role;

/// Scopes by how they start, the more special ones first. `None`: look at the scope around.
const ROLES: &[(&str, Option<Role>)] = &[
    ("punctuation.definition.string", None),
    ("punctuation.definition.comment", None),
    ("punctuation.definition.tag", Some(Role::CodeOperator)),
    ("punctuation.definition.inserted", None),
    ("punctuation.definition.deleted", None),
    ("punctuation.definition.variable", Some(Role::CodeVariable)),
    ("punctuation", Some(Role::CodeOperator)),
    ("comment", Some(Role::CodeComment)),
    ("constant", Some(Role::CodeConstant)),
    ("string.unquoted", Some(Role::CodeText)),
    ("string", Some(Role::CodeString)),
    ("keyword.operator.word", Some(Role::CodeKeyword)),
    ("keyword.operator", Some(Role::CodeOperator)),
    ("keyword", Some(Role::CodeKeyword)),
    ("storage.type.primitive", Some(Role::CodeType)),
    ("storage.type.numeric", Some(Role::CodeType)),
    ("storage", Some(Role::CodeKeyword)),
    ("entity.name.function", Some(Role::CodeFunction)),
    ("entity.name.macro", Some(Role::CodeFunction)),
    ("entity.name.section", Some(Role::CodeKeyword)),
    ("entity.name", Some(Role::CodeType)),
    ("entity.other.inherited-class", Some(Role::CodeType)),
    ("entity.other.attribute-name", Some(Role::CodeVariable)),
    ("support.function", Some(Role::CodeFunction)),
    ("support.macro", Some(Role::CodeFunction)),
    ("support.constant", Some(Role::CodeConstant)),
    ("support.type.property-name", Some(Role::CodeVariable)),
    ("support", Some(Role::CodeType)),
    ("variable.function", Some(Role::CodeFunction)),
    ("variable.language", Some(Role::CodeConstant)),
    ("variable.parameter", Some(Role::CodeVariable)),
    ("variable", Some(Role::CodeVariable)),
    ("meta.function-call.arguments", None),
    ("meta.mapping.key", Some(Role::CodeVariable)),
    ("meta.interpolation", Some(Role::CodeText)),
    ("meta.diff.header", Some(Role::CodeComment)),
    ("meta.diff.range", Some(Role::CodeFunction)),
    ("markup.inserted", Some(Role::CodeInserted)),
    ("markup.deleted", Some(Role::CodeDeleted)),
    ("markup.heading", Some(Role::CodeKeyword)),
    ("markup.raw", Some(Role::CodeString)),
    ("source", Some(Role::CodeText)),
];

/// The roles of scopes, remembered: a grammar uses a few hundred.
#[derive(Debug)]
pub(super) struct Roles {
    table: Vec<(Scope, Option<Role>)>,
    known: HashMap<Scope, Option<Role>>,
}

impl Default for Roles {
    fn default() -> Self {
        let table = ROLES
            .iter()
            .copied()
            .filter_map(|(scope, role)| Some((Scope::new(scope).ok()?, role)))
            .collect();
        Roles {
            table,
            known: HashMap::new(),
        }
    }
}

impl Roles {
    /// The role of text in these scopes: the innermost one that means something decides.
    pub(super) fn of(&mut self, stack: &ScopeStack) -> Role {
        let scopes = stack.as_slice().iter().rev();
        let mut roles = scopes.filter_map(|scope| self.known_role(*scope));
        roles.next().unwrap_or(Role::CodeText)
    }

    fn known_role(&mut self, scope: Scope) -> Option<Role> {
        let table = &self.table;
        *self.known.entry(scope).or_insert_with(|| {
            let found = table.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
            found.and_then(|(_, role)| *role)
        })
    }
}
