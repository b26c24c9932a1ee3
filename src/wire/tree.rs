//! What TOML and JSON have in common: values that know where they stand in their text.
//!
//! Owns the one shape both notations are brought into, so that one reader serves both. Entries
//! keep the order of the text.

/// A value and the byte at which it starts.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// First byte of the value in its text.
    pub(crate) at: usize,
    /// The value.
    pub(crate) value: Value,
}

/// A value of either notation.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// JSON's null.
    Null,
    /// True or false.
    Bool,
    /// A whole number from 0 on.
    Whole(u64),
    /// Any other number.
    Number(f64),
    /// A date or time without quotation marks.
    Date,
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// A table (TOML) or object (JSON).
    Table(Table),
}

/// Keys and values in the order of the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// First byte of the table, or of its header.
    pub(crate) at: usize,
    /// The entries.
    pub(crate) entries: Vec<Entry>,
}

/// One key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// First byte of the key in its text.
    pub(crate) at: usize,
    /// The value.
    pub(crate) tree: Tree,
}

impl Table {
    /// The entry of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// First byte of the value of a key, or of the table where it lacks the key.
    pub(crate) fn at_value(&self, key: &str) -> usize {
        self.get(key).map_or(self.at, |entry| entry.tree.at)
    }

    /// The value of a key, if it is a table.
    pub(crate) fn table(&self, key: &str) -> Option<&Self> {
        match &self.get(key)?.tree.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The value of a key, if it is a text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.tree.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Value {
    /// What the value is, in words for the person.
    pub(crate) const fn sort(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Whole(_) | Self::Number(_) => "a number",
            Self::Date => "a date without quotation marks",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}
