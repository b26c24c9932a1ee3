//! The filter language: text to [`Filter`] and back.
//!
//! Owns quoting, the canonical form and the errors of both. Does not know which values an
//! atlas has (see [`super::read`]). Law: `parse(&filter.to_string()) == Ok(filter)`, and no
//! text whatsoever makes [`parse`] panic.

use std::fmt;

use super::clauses::{Clause, Join};
use super::suggest::nearest;
use super::text::{fold, straight, tidy};
use super::{Filter, KEYS, Key};

/// Another way to write a bare term, for those who look for a key.
const TEXT: &str = "text";

/// Where and why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {problem}")]
pub struct ParseError {
    /// The first character of what is wrong, counted from 1.
    pub column: usize,
    /// How many characters are wrong; 0 where something is missing.
    pub n_characters: usize,
    /// What is wrong and what would be right.
    pub problem: Problem,
}

/// What is wrong with the text of a filter, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The word before a colon is no key.
    #[error(
        "no filter key is called “{key}”; the nearest is “{nearest}” (to search for the words themselves, put them in quotes)"
    )]
    UnknownKey {
        /// The word.
        key: String,
        /// The known key most like it.
        nearest: String,
    },
    /// A colon without a word before it.
    #[error("a key is missing before the colon; write for example threat:terrorism")]
    MissingKey,
    /// A key, or a comma, without a value after it.
    #[error(
        "a value is missing here; write {0}:value, or {0}:value,value for several, without spaces"
    )]
    MissingValue(&'static str),
    /// A comma and a plus sign in the clauses of one key.
    #[error("{}", mixed(.key, .values, *.is_repeated))]
    MixedJoins {
        /// The key, with its minus sign where it has one.
        key: String,
        /// All its values, as the language writes them.
        values: Vec<String>,
        /// Whether the key stands there several times.
        is_repeated: bool,
    },
    /// A plus sign between values of which a thing has only one.
    #[error("a node has only one {label}, never several at once; write {key}:{}", .values.join(","))]
    OneValue {
        /// What the key asks about.
        label: &'static str,
        /// The key, with its minus sign where it has one.
        key: String,
        /// Its values, as the language writes them.
        values: Vec<String>,
    },
    /// A minus sign without anything after it.
    #[error("nothing follows the minus sign; write -key:value or -word to take something out")]
    MissingTerm,
    /// A quotation mark that is never closed.
    #[error("the quotation mark is not closed; put another at the end of the phrase")]
    UnclosedQuote,
    /// A quotation mark right after or inside a word.
    #[error("a quotation mark stands inside a word; quote all of it, or put a space between")]
    StrayQuote,
    /// Quotation marks with nothing between them.
    #[error("nothing stands between the quotation marks; leave them out or fill them")]
    EmptyQuote,
    /// A value that the atlas does not have.
    #[error("no {key} is called “{value}”{}", hint(.nearest.as_deref()))]
    UnknownValue {
        /// The key.
        key: &'static str,
        /// The value, as written.
        value: String,
        /// The known value most like it; `None` where the atlas has no value for the key.
        nearest: Option<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "; this atlas has none".to_owned(),
        |nearest| format!("; the nearest is “{nearest}”"),
    )
}

fn mixed(key: &str, values: &[String], is_repeated: bool) -> String {
    let (any, all) = (values.join(","), values.join("+"));
    let wrong = if is_repeated {
        "a key with a “+” stands once only"
    } else {
        "“,” and “+” do not go together"
    };
    format!("{wrong}; write {key}:{any} for any of them, or {key}:{all} for all of them")
}

/// Reads a filter; whether an atlas has its values is not looked at. O(length).
///
/// # Errors
/// The first thing that is wrong with the text.
pub fn parse(text: &str) -> Result<Filter, ParseError> {
    let mut filter = Filter::new();
    for piece in pieces(text)? {
        match piece {
            Piece::Clause { key, negated, join, values, .. } => {
                for Placed { text, .. } in values {
                    filter.add(key, &text, negated);
                }
                filter.set_join(key, negated, join);
            }
            Piece::Term { phrase, negated } => filter.add_term(&phrase, negated),
        }
    }
    Ok(filter)
}

/// A value with the column at which it begins and the number of characters it is written with.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) column: usize,
    pub(super) n_characters: usize,
    pub(super) text: String,
}

/// One clause or term, as written.
#[derive(Debug)]
pub(super) enum Piece {
    Clause { column: usize, key: Key, negated: bool, join: Join, values: Vec<Placed> },
    Term { phrase: String, negated: bool },
}

/// Takes a filter's text apart, in the order of the text.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, ParseError> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0 };
    let mut pieces = Vec::new();
    while reader.skip_spaces() {
        let piece = reader.piece()?;
        check_repetition(&pieces, &piece, reader.column())?;
        pieces.push(piece);
    }
    Ok(pieces)
}

/// A key given twice asks for any of either, which cannot be said beside all of several.
fn check_repetition(before: &[Piece], piece: &Piece, end: usize) -> Result<(), ParseError> {
    let Piece::Clause { column, key, negated, join, values } = piece else { return Ok(()) };
    let mut all = Vec::new();
    let mut is_mixed = false;
    for other in before {
        if let Piece::Clause { key: k, negated: n, join: j, values, .. } = other
            && (k, n) == (key, negated)
        {
            is_mixed |= *j == Join::All || *join == Join::All;
            all.extend(values.iter().map(|value| quoted_value(&value.text)));
        }
    }
    if !is_mixed {
        return Ok(());
    }
    all.extend(values.iter().map(|value| quoted_value(&value.text)));
    let problem =
        Problem::MixedJoins { key: signed(*key, *negated), values: all, is_repeated: true };
    Reader::wrong(*column, end - column, problem)
}

pub(super) const fn is_quote(c: char) -> bool {
    straight(c) == '"'
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    fn eat(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    /// Whether anything follows the spaces.
    fn skip_spaces(&mut self) -> bool {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek().is_some()
    }

    const fn column(&self) -> usize {
        self.at + 1
    }

    const fn wrong<T>(
        column: usize,
        n_characters: usize,
        problem: Problem,
    ) -> Result<T, ParseError> {
        Err(ParseError { column, n_characters, problem })
    }

    fn piece(&mut self) -> Result<Piece, ParseError> {
        let start = self.column();
        let negated = self.eat('-');
        if self.peek().is_none_or(char::is_whitespace) {
            return Self::wrong(start, 1, Problem::MissingTerm);
        }
        let column = self.column();
        if self.peek().is_some_and(is_quote) {
            return Ok(Piece::Term { phrase: self.phrase()?, negated });
        }
        let word = self.word(|c| c == ':')?;
        if !self.eat(':') {
            return Ok(Piece::Term { phrase: word, negated });
        }
        if fold(&word) == TEXT {
            return Ok(Piece::Term { phrase: self.text_value()?, negated });
        }
        let key = known_key(&word, column)?;
        let (join, values) = self.values(key, negated)?;
        Ok(Piece::Clause { column: start, key, negated, join, values })
    }

    /// What follows `text:`; colons and commas stand for themselves there.
    fn text_value(&mut self) -> Result<String, ParseError> {
        match self.peek() {
            Some(c) if is_quote(c) => self.phrase(),
            Some(c) if !c.is_whitespace() => self.word(|_| false),
            _ => Self::wrong(self.column(), 0, Problem::MissingValue(TEXT)),
        }
    }

    /// The values of a clause and how they go together.
    fn values(&mut self, key: Key, negated: bool) -> Result<(Join, Vec<Placed>), ParseError> {
        let mut values = Vec::new();
        // Each sign between two values, with its column.
        let mut joins: Vec<(usize, Join)> = Vec::new();
        loop {
            let column = self.column();
            let text = match self.peek() {
                Some(c) if is_quote(c) => self.quoted(|c| join_of(c).is_some())?,
                _ => self.word(|c| join_of(c).is_some())?,
            };
            if text.is_empty() {
                return Self::wrong(column, 0, Problem::MissingValue(key.word()));
            }
            values.push(Placed { column, n_characters: self.column() - column, text });
            let Some(join) = self.peek().and_then(join_of) else { break };
            joins.push((self.column(), join));
            self.at += 1;
        }
        let join = joins.first().map_or(Join::Any, |(_, join)| *join);
        let written = || values.iter().map(|value| quoted_value(&value.text)).collect();
        let key_word = || signed(key, negated);
        if let Some((column, _)) = joins.iter().find(|(_, other)| *other != join) {
            let problem =
                Problem::MixedJoins { key: key_word(), values: written(), is_repeated: false };
            return Self::wrong(*column, 1, problem);
        }
        let at = joins.first().map_or(1, |(column, _)| *column);
        if join == Join::All && !key.spec().takes_all {
            let label = key.spec().label;
            let problem = Problem::OneValue { label, key: key_word(), values: written() };
            return Self::wrong(at, 1, problem);
        }
        Ok((join, values))
    }

    /// Characters up to a space or a stop.
    fn word(&mut self, is_stop: fn(char) -> bool) -> Result<String, ParseError> {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|&c| !c.is_whitespace() && !is_stop(c)) {
            if is_quote(c) {
                return Self::wrong(self.column(), 1, Problem::StrayQuote);
            }
            word.push(c);
            self.at += 1;
        }
        Ok(word)
    }

    /// A quoted phrase to look for, which must hold more than spaces.
    fn phrase(&mut self) -> Result<String, ParseError> {
        let column = self.column();
        let phrase = self.quoted(|_| false)?;
        if tidy(&phrase).is_empty() {
            return Self::wrong(column, self.column() - column, Problem::EmptyQuote);
        }
        Ok(phrase)
    }

    /// What stands between quotation marks; a backslash keeps a mark or a backslash from its meaning.
    fn quoted(&mut self, may_follow: fn(char) -> bool) -> Result<String, ParseError> {
        let column = self.column();
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.next() {
                None => {
                    let n_characters = self.column() - column;
                    return Self::wrong(column, n_characters, Problem::UnclosedQuote);
                }
                Some(c) if is_quote(c) => break,
                Some('\\') => match self.peek().filter(|&c| is_quote(c) || c == '\\') {
                    Some(c) => {
                        text.push(c);
                        self.at += 1;
                    }
                    None => text.push('\\'),
                },
                Some(c) => text.push(c),
            }
        }
        if self.peek().is_some_and(|c| !c.is_whitespace() && !may_follow(c)) {
            return Self::wrong(self.column() - 1, 1, Problem::StrayQuote);
        }
        if text.is_empty() {
            return Self::wrong(column, self.column() - column, Problem::EmptyQuote);
        }
        Ok(text)
    }
}

fn known_key(word: &str, column: usize) -> Result<Key, ParseError> {
    if word.is_empty() {
        return Reader::wrong(column, 1, Problem::MissingKey);
    }
    Key::from_word(&fold(word)).ok_or_else(|| {
        let known = KEYS.iter().map(|spec| spec.word);
        let nearest = nearest(word, known).unwrap_or_default().to_owned();
        let n_characters = word.chars().count();
        let problem = Problem::UnknownKey { key: word.to_owned(), nearest };
        ParseError { column, n_characters, problem }
    })
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clauses = self.clauses().map(|clause| clause_text(&clause));
        let terms = self.terms().iter().map(|term| sign(term.negated) + &quoted(&term.phrase));
        let all: Vec<String> = clauses.chain(terms).collect();
        f.write_str(&all.join(" "))
    }
}

fn clause_text(clause: &Clause<'_>) -> String {
    let values: Vec<String> = clause.values.iter().map(|value| quoted_value(value)).collect();
    let between = clause.join.sign().to_string();
    format!("{}:{}", signed(clause.key, clause.negated), values.join(&between))
}

/// A key's word with the sign of its clause.
fn signed(key: Key, negated: bool) -> String {
    sign(negated) + key.word()
}

fn sign(negated: bool) -> String {
    if negated { "-".to_owned() } else { String::new() }
}

/// How a sign between two values joins them.
const fn join_of(c: char) -> Option<Join> {
    match c {
        ',' => Some(Join::Any),
        '+' => Some(Join::All),
        _ => None,
    }
}

/// A value as the language writes it, in quotes where it needs them.
pub(super) fn quoted_value(text: &str) -> String {
    if text.contains('+') { in_quotes(text) } else { quoted(text) }
}

/// A phrase as the language writes it, in quotes where it needs them.
fn quoted(text: &str) -> String {
    let is_special = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, ':' | ',' | '\\');
    if !text.starts_with('-') && !text.contains(is_special) {
        return text.to_owned();
    }
    in_quotes(text)
}

fn in_quotes(text: &str) -> String {
    let mut written = String::from('"');
    for c in text.chars() {
        if is_quote(c) || c == '\\' {
            written.push('\\');
        }
        written.push(c);
    }
    written.push('"');
    written
}
