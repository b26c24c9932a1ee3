//! Heights within a column: as near to where each box wants to be as the others allow.

/// One box of a column, in order from the top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Height of the box.
    pub(super) height: f32,
    /// Free room to the box above.
    pub(super) gap: f32,
    /// Where its centre would like to be.
    pub(super) wish: f32,
    /// How much its wish counts; above zero.
    pub(super) weight: f32,
}

/// Centres that keep order and gaps within `0..room` and are least far from the wishes.
///
/// Least squares under order constraints by pooling adjacent violators.
/// Source: Barlow, Bartholomew, Bremner, Brunk (1972), Statistical inference under order
/// restrictions; O(n). Where boxes and gaps need more than the room, they run beyond its end.
pub(super) fn centres(slots: &[Slot], room: f32) -> Vec<f32> {
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(slots.len());
    for (at, slot) in slots.iter().enumerate() {
        if at > 0 {
            offset += slot.gap;
        }
        offsets.push(offset + slot.height / 2.0);
        offset += slot.height;
    }
    let slack = (room - offset).max(0.0);
    pool(slots, &offsets)
        .into_iter()
        .zip(&offsets)
        .map(|(shift, offset)| shift.clamp(0.0, slack) + offset)
        .collect()
}

/// Monotone shifts nearest to `wish - offset`.
fn pool(slots: &[Slot], offsets: &[f32]) -> Vec<f32> {
    let mut blocks: Vec<(f32, f32, usize)> = Vec::new();
    for (slot, offset) in slots.iter().zip(offsets) {
        let mut block = ((slot.wish - offset) * slot.weight, slot.weight, 1);
        while let Some(&(sum, weight, n)) = blocks.last() {
            if sum / weight <= block.0 / block.1 {
                break;
            }
            block = (sum + block.0, weight + block.1, n + block.2);
            blocks.pop();
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(sum, weight, n)| std::iter::repeat_n(sum / weight, n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wishes: &[f32], room: f32, expected: &[f32]) {
        let slots: Vec<Slot> = wishes
            .iter()
            .map(|&wish| Slot { height: 20.0, gap: 10.0, wish, weight: 1.0 })
            .collect();
        assert_eq!(centres(&slots, room), expected);
    }

    #[test]
    fn wishes_are_met_where_they_can_be() {
        check(&[10.0, 100.0], 200.0, &[10.0, 100.0]);
        check(&[50.0, 50.0], 200.0, &[35.0, 65.0]);
        check(&[-40.0, 500.0], 200.0, &[10.0, 190.0]);
        check(&[90.0, 10.0, 50.0], 80.0, &[10.0, 40.0, 70.0]);
        check(&[], 10.0, &[]);
    }
}
