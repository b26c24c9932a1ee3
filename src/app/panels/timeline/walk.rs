//! The way of the keyboard through the rows: along a row in order of date, and from row to row.

use egui::{Key, Modifiers, Ui};

use super::state::Place;
use crate::survey::Spot;

/// One step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the one before it in the row.
    Earlier,
    /// To the one after it in the row.
    Later,
    /// To the first of the row.
    First,
    /// To the last of the row.
    Last,
    /// To the nearest in date of a row above.
    Above,
    /// To the nearest in date of a row below.
    Below,
}

/// The step that a key pressed in this frame asks for; nothing else takes the key then.
pub(super) fn way_pressed(ui: &Ui) -> Option<Way> {
    let keys = [
        (Key::ArrowLeft, Way::Earlier),
        (Key::ArrowRight, Way::Later),
        (Key::Home, Way::First),
        (Key::End, Way::Last),
        (Key::ArrowUp, Way::Above),
        (Key::ArrowDown, Way::Below),
    ];
    ui.input_mut(|i| {
        let mut keys = keys.into_iter();
        keys.find(|(key, _)| i.consume_key(Modifiers::NONE, *key)).map(|(_, way)| way)
    })
}

/// The spot of a place, by its position in its row.
pub(super) fn spot_at(rows: &[Vec<Spot>], place: Place) -> Option<usize> {
    let spots = rows.get(place.row)?;
    spots.iter().position(|spot| spot.members.contains(&place.happening))
}

/// Where a step leads; `None` where the way ends.
pub(super) fn step(rows: &[Vec<Spot>], from: Place, way: Way) -> Option<Place> {
    let at = spot_at(rows, from)?;
    let spots = rows.get(from.row)?;
    let (row, spot) = match way {
        Way::Earlier => (from.row, spots.get(at.checked_sub(1)?)?),
        Way::Later => (from.row, spots.get(at + 1)?),
        Way::First => (from.row, spots.first()?),
        Way::Last => (from.row, spots.last()?),
        Way::Above | Way::Below => {
            let is_filled = |row: &usize| rows.get(*row).is_some_and(|spots| !spots.is_empty());
            let row = if way == Way::Above {
                (0..from.row).rev().find(is_filled)?
            } else {
                (from.row + 1..rows.len()).find(is_filled)?
            };
            let middle = spots.get(at)?.middle();
            let far = |spot: &Spot| (spot.middle() - middle).abs();
            let nearest = rows.get(row)?.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
            (row, nearest)
        }
    };
    Some(Place { row, happening: *spot.members.first()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of marks by their middles; happenings are numbered through.
    fn rows(middles: &[&[f32]]) -> Vec<Vec<Spot>> {
        let mut n = 0;
        let spot = |&middle: &f32| {
            n += 1;
            Spot { members: vec![n - 1], extent: (middle, middle), lane: 0 }
        };
        let mut spot = spot;
        middles.iter().map(|row| row.iter().map(&mut spot).collect()).collect()
    }

    fn check((row, happening): (usize, usize), way: Way, expected: Option<(usize, usize)>) {
        let rows = rows(&[&[0.0, 50.0, 90.0], &[], &[40.0, 60.0]]);
        let found = step(&rows, Place { row, happening }, way);
        assert_eq!(found.map(|place| (place.row, place.happening)), expected, "{way:?}");
    }

    #[test]
    fn arrows_walk_a_row_in_order_of_date_and_stop_at_its_ends() {
        check((0, 0), Way::Later, Some((0, 1)));
        check((0, 2), Way::Later, None);
        check((0, 1), Way::Earlier, Some((0, 0)));
        check((0, 0), Way::Earlier, None);
        check((0, 1), Way::Last, Some((0, 2)));
        check((0, 1), Way::First, Some((0, 0)));
    }

    #[test]
    fn up_and_down_lead_to_the_nearest_date_past_empty_rows() {
        check((0, 2), Way::Below, Some((2, 4)));
        check((2, 3), Way::Above, Some((0, 1)));
        check((2, 3), Way::Below, None);
        check((0, 9), Way::Below, None);
    }
}
