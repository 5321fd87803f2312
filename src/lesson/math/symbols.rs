//! The commands that stand for one symbol or word.

/// Sorted by name.
#[rustfmt::skip]
const SYMBOLS: &[(&str, &str)] = &[
    (" ", " "), ("#", "#"), ("$", "$"), ("%", "%"), ("&", "&"), (":", " "), (";", " "), (">", " "),
    ("Box", "□"), ("Cap", "⋒"), ("Coloneqq", "⩴"), ("Cup", "⋓"), ("Delta", "Δ"), ("Downarrow", "⇓"),
    ("Gamma", "Γ"), ("Im", "ℑ"), ("Lambda", "Λ"), ("Leftarrow", "⇐"), ("Leftrightarrow", "⇔"),
    ("Longleftarrow", "⟸"), ("Longleftrightarrow", "⟺"), ("Longrightarrow", "⟹"), ("N", "ℕ"), ("Omega", "Ω"),
    ("P", "¶"), ("Phi", "Φ"), ("Pi", "Π"), ("Pr", "Pr"), ("Psi", "Ψ"), ("R", "ℝ"), ("Re", "ℜ"),
    ("Rightarrow", "⇒"), ("S", "§"), ("Sigma", "Σ"), ("Subset", "⋐"), ("Supset", "⋑"), ("Theta", "Θ"),
    ("Uparrow", "⇑"), ("Updownarrow", "⇕"), ("Upsilon", "Υ"), ("Vdash", "⊩"), ("Vert", "‖"), ("Xi", "Ξ"),
    ("Z", "ℤ"), ("_", "_"), ("aleph", "ℵ"), ("alpha", "α"), ("amalg", "⨿"), ("angle", "∠"), ("approx", "≈"),
    ("approxeq", "≊"), ("arccos", "arccos"), ("arccot", "arccot"), ("arcsin", "arcsin"), ("arctan", "arctan"),
    ("arg", "arg"), ("argmax", "argmax"), ("argmin", "argmin"), ("ast", "∗"), ("asymp", "≍"),
    ("backprime", "‵"), ("backslash", "\\"), ("barwedge", "⊼"), ("because", "∵"), ("beta", "β"),
    ("beth", "ℶ"), ("bigcap", "⋂"), ("bigcirc", "◯"), ("bigcup", "⋃"), ("bigodot", "⨀"), ("bigoplus", "⨁"),
    ("bigotimes", "⨂"), ("bigsqcup", "⨆"), ("bigstar", "★"), ("biguplus", "⨄"), ("bigvee", "⋁"),
    ("bigwedge", "⋀"), ("blacksquare", "■"), ("blacktriangle", "▲"), ("bmod", "mod"), ("bot", "⊥"),
    ("bowtie", "⋈"), ("boxdot", "⊡"), ("boxminus", "⊟"), ("boxplus", "⊞"), ("boxtimes", "⊠"), ("bullet", "•"),
    ("cap", "∩"), ("cdot", "·"), ("cdots", "⋯"), ("checkmark", "✓"), ("chi", "χ"), ("circ", "∘"),
    ("circlearrowleft", "↺"), ("circlearrowright", "↻"), ("circledast", "⊛"), ("circledcirc", "⊚"),
    ("clubsuit", "♣"), ("colon", ":"), ("coloneq", "≔"), ("coloneqq", "≔"), ("colonequals", "≔"),
    ("complement", "∁"), ("cong", "≅"), ("coprod", "∐"), ("copyright", "©"), ("cos", "cos"), ("cosh", "cosh"),
    ("cot", "cot"), ("coth", "coth"), ("csc", "csc"), ("csch", "csch"), ("cup", "∪"), ("curlyvee", "⋎"),
    ("curlywedge", "⋏"), ("curvearrowleft", "↶"), ("curvearrowright", "↷"), ("dag", "†"), ("dagger", "†"),
    ("daleth", "ℸ"), ("dashleftarrow", "⇠"), ("dashrightarrow", "⇢"), ("dashv", "⊣"), ("ddag", "‡"),
    ("ddagger", "‡"), ("ddots", "⋱"), ("deg", "deg"), ("degree", "°"), ("delta", "δ"), ("det", "det"),
    ("diamond", "⋄"), ("diamondsuit", "♢"), ("digamma", "ϝ"), ("dim", "dim"), ("div", "÷"), ("doteq", "≐"),
    ("dotplus", "∔"), ("dots", "…"), ("dotsb", "⋯"), ("dotsc", "…"), ("dotsi", "⋯"), ("dotsm", "⋯"),
    ("dotso", "…"), ("downarrow", "↓"), ("downdownarrows", "⇊"), ("ell", "ℓ"), ("emptyset", "∅"),
    ("enskip", " "), ("enspace", " "), ("epsilon", "ε"), ("eqcolon", "≕"), ("eqqcolon", "≕"), ("eqsim", "≂"),
    ("equiv", "≡"), ("eta", "η"), ("eth", "ð"), ("euro", "€"), ("exists", "∃"), ("exp", "exp"), ("flat", "♭"),
    ("forall", "∀"), ("frown", "⌢"), ("gamma", "γ"), ("gcd", "gcd"), ("ge", "≥"), ("geq", "≥"), ("geqq", "≧"),
    ("geqslant", "⩾"), ("gets", "←"), ("gg", "≫"), ("ggg", "⋙"), ("gimel", "ℷ"), ("gneq", "⪈"), ("gt", ">"),
    ("gtreqless", "⋛"), ("gtrless", "≷"), ("gtrsim", "≳"), ("hbar", "ℏ"), ("heartsuit", "♡"), ("hom", "hom"),
    ("hookleftarrow", "↩"), ("hookrightarrow", "↪"), ("hslash", "ℏ"), ("iddots", "⋰"), ("idotsint", "∫⋯∫"),
    ("iff", "⇔"), ("iiiint", "⨌"), ("iiint", "∭"), ("iint", "∬"), ("imath", "ı"), ("impliedby", "⟸"),
    ("implies", "⇒"), ("in", "∈"), ("inf", "inf"), ("infin", "∞"), ("infty", "∞"), ("int", "∫"),
    ("intercal", "⊺"), ("intop", "∫"), ("iota", "ι"), ("jmath", "ȷ"), ("kappa", "κ"), ("ker", "ker"),
    ("lVert", "‖"), ("lambda", "λ"), ("land", "∧"), ("langle", "⟨"), ("lbrace", "{"), ("lbrack", "["),
    ("lceil", "⌈"), ("ldots", "…"), ("le", "≤"), ("leadsto", "⇝"), ("leftarrow", "←"), ("leftarrowtail", "↢"),
    ("leftharpoondown", "↽"), ("leftharpoonup", "↼"), ("leftrightarrow", "↔"), ("leftrightarrows", "⇆"),
    ("leftrightharpoons", "⇋"), ("leq", "≤"), ("leqq", "≦"), ("leqslant", "⩽"), ("lesseqgtr", "⋚"),
    ("lessgtr", "≶"), ("lesssim", "≲"), ("lfloor", "⌊"), ("lg", "lg"), ("lim", "lim"), ("liminf", "lim inf"),
    ("limsup", "lim sup"), ("ll", "≪"), ("llbracket", "⟦"), ("llcorner", "⌞"), ("lll", "⋘"), ("ln", "ln"),
    ("lneq", "⪇"), ("lnot", "¬"), ("log", "log"), ("longleftarrow", "⟵"), ("longleftrightarrow", "⟷"),
    ("longmapsto", "⟼"), ("longrightarrow", "⟶"), ("lor", "∨"), ("lozenge", "◊"), ("lrcorner", "⌟"),
    ("lt", "<"), ("ltimes", "⋉"), ("lvert", "|"), ("mapsto", "↦"), ("max", "max"), ("measuredangle", "∡"),
    ("medspace", " "), ("mho", "℧"), ("mid", "∣"), ("min", "min"), ("mod", "mod"), ("models", "⊨"),
    ("mp", "∓"), ("mu", "μ"), ("multimap", "⊸"), ("nLeftarrow", "⇍"), ("nRightarrow", "⇏"), ("nabla", "∇"),
    ("natural", "♮"), ("ncong", "≇"), ("ne", "≠"), ("nearrow", "↗"), ("neg", "¬"), ("neq", "≠"),
    ("newline", " "), ("nexists", "∄"), ("ngeq", "≱"), ("ngtr", "≯"), ("ni", "∋"), ("nleftarrow", "↚"),
    ("nleftrightarrow", "↮"), ("nleq", "≰"), ("nless", "≮"), ("nmid", "∤"), ("notin", "∉"),
    ("nparallel", "∦"), ("nprec", "⊀"), ("nrightarrow", "↛"), ("nsim", "≁"), ("nsubseteq", "⊈"),
    ("nsucc", "⊁"), ("nsupseteq", "⊉"), ("ntriangleleft", "⋪"), ("ntriangleright", "⋫"), ("nu", "ν"),
    ("nvDash", "⊭"), ("nvdash", "⊬"), ("nwarrow", "↖"), ("odot", "⊙"), ("oiint", "∯"), ("oint", "∮"),
    ("omega", "ω"), ("omicron", "ο"), ("ominus", "⊖"), ("oplus", "⊕"), ("oslash", "⊘"), ("otimes", "⊗"),
    ("parallel", "∥"), ("partial", "∂"), ("perp", "⊥"), ("phi", "φ"), ("pi", "π"), ("pm", "±"),
    ("pounds", "£"), ("prec", "≺"), ("preccurlyeq", "≼"), ("preceq", "⪯"), ("precsim", "≾"), ("prime", "′"),
    ("prod", "∏"), ("propto", "∝"), ("psi", "ψ"), ("qquad", "    "), ("quad", "  "), ("rVert", "‖"),
    ("rangle", "⟩"), ("rbrace", "}"), ("rbrack", "]"), ("rceil", "⌉"), ("restriction", "↾"), ("rfloor", "⌋"),
    ("rho", "ρ"), ("rightarrow", "→"), ("rightarrowtail", "↣"), ("rightharpoondown", "⇁"),
    ("rightharpoonup", "⇀"), ("rightleftarrows", "⇄"), ("rightleftharpoons", "⇌"), ("rightrightarrows", "⇉"),
    ("rightsquigarrow", "⇝"), ("rrbracket", "⟧"), ("rtimes", "⋊"), ("rvert", "|"), ("searrow", "↘"),
    ("sec", "sec"), ("sech", "sech"), ("setminus", "∖"), ("sharp", "♯"), ("sigma", "σ"), ("sim", "∼"),
    ("simeq", "≃"), ("sin", "sin"), ("sinh", "sinh"), ("smallint", "∫"), ("smile", "⌣"), ("space", " "),
    ("spadesuit", "♠"), ("sphericalangle", "∢"), ("sqcap", "⊓"), ("sqcup", "⊔"), ("sqsubset", "⊏"),
    ("sqsubseteq", "⊑"), ("sqsupset", "⊐"), ("sqsupseteq", "⊒"), ("square", "□"), ("star", "⋆"),
    ("subset", "⊂"), ("subseteq", "⊆"), ("subseteqq", "⫅"), ("subsetneq", "⊊"), ("subsetneqq", "⫋"),
    ("succ", "≻"), ("succcurlyeq", "≽"), ("succeq", "⪰"), ("succsim", "≿"), ("sum", "∑"), ("sup", "sup"),
    ("supset", "⊃"), ("supseteq", "⊇"), ("supseteqq", "⫆"), ("supsetneq", "⊋"), ("supsetneqq", "⫌"),
    ("surd", "√"), ("swarrow", "↙"), ("tan", "tan"), ("tanh", "tanh"), ("tau", "τ"), ("textasciicircum", "^"),
    ("textasciitilde", "~"), ("textbackslash", "\\"), ("textdegree", "°"), ("textemdash", "—"),
    ("textendash", "–"), ("textquoteright", "’"), ("therefore", "∴"), ("theta", "θ"), ("thickapprox", "≈"),
    ("thickspace", " "), ("thinspace", " "), ("times", "×"), ("to", "→"), ("top", "⊤"), ("triangle", "△"),
    ("triangledown", "▽"), ("triangleleft", "◁"), ("trianglelefteq", "⊴"), ("triangleq", "≜"),
    ("triangleright", "▷"), ("trianglerighteq", "⊵"), ("twoheadleftarrow", "↞"), ("twoheadrightarrow", "↠"),
    ("ulcorner", "⌜"), ("uparrow", "↑"), ("updownarrow", "↕"), ("upharpoonright", "↾"), ("uplus", "⊎"),
    ("upsilon", "υ"), ("upuparrows", "⇈"), ("urcorner", "⌝"), ("vDash", "⊨"), ("varepsilon", "ε"),
    ("varkappa", "ϰ"), ("varliminf", "lim inf"), ("varlimsup", "lim sup"), ("varnothing", "∅"),
    ("varoint", "∮"), ("varphi", "φ"), ("varpi", "ϖ"), ("varrho", "ϱ"), ("varsigma", "ς"), ("vartheta", "ϑ"),
    ("vdash", "⊢"), ("vdots", "⋮"), ("vee", "∨"), ("veebar", "⊻"), ("vert", "|"), ("wedge", "∧"), ("wp", "℘"),
    ("wr", "≀"), ("xi", "ξ"), ("yen", "¥"), ("zeta", "ζ"), ("{", "{"), ("|", "‖"), ("}", "}"),
];

/// The symbol of a command.
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    let at = SYMBOLS
        .binary_search_by_key(&name, |(known, _)| *known)
        .ok()?;
    SYMBOLS.get(at).map(|(_, symbol)| *symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_sorted_for_the_search() {
        assert!(SYMBOLS.is_sorted_by_key(|(name, _)| *name));
    }
}
