//! Stable text identifiers, one type per thing, so that a node cannot be looked up as a link. A copy
//! shares its text: a picture of a large graph names each thing many times.

use std::fmt;
use std::sync::Arc;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes any text as an identifier; files outlive programs, so ids stay plain text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into().into())
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id!(
    /// Names a node; unique in an atlas.
    NodeId
);
text_id!(
    /// Names a link; unique in an atlas.
    LinkId
);
text_id!(
    /// Names a source document; unique in an atlas.
    DocumentId
);
