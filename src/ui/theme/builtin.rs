//! The themes that come with the program.

macro_rules! built_in {
    ($($name:literal),+) => {
        /// The themes that come with the program: name and text. The first is the default.
        pub const BUILT_IN: &[(&str, &str)] = &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/themes/", $name, ".toml")),
        )),+];
    };
}

built_in!("lamplight", "paper", "terminal", "contrast");
