//! The nearest known word for one that nobody knows.

/// The known word nearest to a foreign one, if any is near enough to be a slip of the hand.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let bearable = (length / 3).max(1);
    known
        .into_iter()
        // A length that differs by more cannot be near; saves the costly comparison.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= bearable)
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= bearable)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// "; did you mean “x”?", or nothing where no known word is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("; did you mean “{near}”?"))
}

/// Words as a list in a sentence: "a, b or c".
pub(crate) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_named() {
        let known = ["title", "file", "publisher"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("publsher", known), Some("publisher"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("x", known), None);
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
    }
}
