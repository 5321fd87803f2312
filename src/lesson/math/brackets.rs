//! Brackets as tall as what they hold.

use super::reader::Reader;
use super::shape::{Bracket, Shape};

/// `\left( … \right)`, whose `\left` was taken: brackets as tall as what they hold.
pub(super) fn between(reader: &mut Reader<'_>, shape: &mut Shape, depth: usize) -> Option<()> {
    let left = reader.delimiter()?;
    let mut inside = Shape::default();
    reader.sequence(&mut inside, depth + 1)?;
    while reader.take("\\\\") {
        inside.push(" ");
        reader.sequence(&mut inside, depth + 1)?;
    }
    if !reader.take("\\right") {
        return None;
    }
    let right = reader.delimiter()?;
    if inside.is_tall() {
        shape.beside(&inside.fenced(bracket(left), bracket(right)));
        return Some(());
    }
    shape.push(left);
    shape.beside(&inside);
    shape.push(right);
    Some(())
}

/// The signs of a bracket of any height.
pub(super) fn bracket(sign: &str) -> Bracket {
    match sign {
        "" => [""; 5],
        "(" => ["(", "⎛", "⎜", "⎜", "⎝"],
        ")" => [")", "⎞", "⎟", "⎟", "⎠"],
        "[" => ["[", "⎡", "⎢", "⎢", "⎣"],
        "]" => ["]", "⎤", "⎥", "⎥", "⎦"],
        "{" => ["{", "⎧", "⎪", "⎨", "⎩"],
        "}" => ["}", "⎫", "⎪", "⎬", "⎭"],
        "⌈" => ["⌈", "⎡", "⎢", "⎢", "⎢"],
        "⌉" => ["⌉", "⎤", "⎥", "⎥", "⎥"],
        "⌊" => ["⌊", "⎢", "⎢", "⎢", "⎣"],
        "⌋" => ["⌋", "⎥", "⎥", "⎥", "⎦"],
        "‖" => ["‖"; 5],
        "⟨" => ["⟨"; 5],
        "⟩" => ["⟩"; 5],
        _ => ["│"; 5],
    }
}
