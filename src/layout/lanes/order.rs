//! The order of boxes within lanes, chosen to cut crossings.

/// How often the sweeps run; crossings hardly fall after that.
const SWEEPS: usize = 8;
/// How much a node's home counts beside its neighbours.
const HOME: f32 = 0.7;
/// What has no neighbours stands below everything that has.
const ALONE: f32 = 2.0;

/// The lanes to order: which nodes stand in which lane, and how they may be moved.
pub(super) struct Lanes {
    /// Nodes of each lane, in the order they came.
    pub(super) members: Vec<Vec<usize>>,
    /// Lanes whose order is not to change.
    pub(super) fixed: Vec<bool>,
    /// The node each node is grouped with; groups stay together, in their node's order.
    pub(super) group: Vec<Option<usize>>,
    /// Neighbours of each node.
    pub(super) neighbours: Vec<Vec<usize>>,
    /// How far down each node stands when all is shown, as a share of the room.
    pub(super) homes: Vec<Option<f32>>,
}

impl Lanes {
    /// Which lane each node stands in, from the left.
    pub(super) fn lane_of(&self) -> Vec<usize> {
        let mut lane_of = vec![0; self.neighbours.len()];
        for (lane, members) in self.members.iter().enumerate() {
            for &node in members {
                if let Some(slot) = lane_of.get_mut(node) {
                    *slot = lane;
                }
            }
        }
        lane_of
    }

    /// Where a node wants to stand in its lane: where its group stands, which group, where its
    /// neighbours and its home are; what comes first decides.
    fn key(&self, node: usize, position: &[f32]) -> (f32, Option<usize>, f32) {
        let at = |node: usize| position.get(node).copied().unwrap_or(0.5);
        let around = self.neighbours.get(node).map(Vec::as_slice).unwrap_or_default();
        let home = self.homes.get(node).copied().flatten();
        let mean = if around.is_empty() {
            ALONE + home.unwrap_or_else(|| at(node))
        } else {
            let mean = around.iter().map(|&other| at(other)).sum::<f32>() / around.len() as f32;
            home.map_or(mean, |home| HOME * home + (1.0 - HOME) * mean)
        };
        let group = self.group.get(node).copied().flatten();
        (group.map_or(mean, at), group, mean)
    }
}

/// Orders every lane by the mean position of its neighbours, to and fro.
///
/// Source: Sugiyama, Tagawa, Toda (1981), Methods for visual understanding of hierarchical
/// system structures; the barycentre heuristic. O(sweeps * (n log n + m)). Departs from it in
/// that neighbours of all lanes count, not only of the lane beside, and that positions are
/// relative to the lane's length, so that long and short lanes agree. Ties keep the order in
/// which nodes came.
pub(super) fn order(lanes: &mut Lanes) {
    let n = lanes.neighbours.len();
    let mut position = vec![0.5_f32; n];
    for lane in &lanes.members {
        spread(lane, &mut position);
    }
    for sweep in 0..SWEEPS {
        for step in 0..lanes.members.len() {
            let at = if sweep % 2 == 0 { step } else { lanes.members.len() - 1 - step };
            if lanes.fixed.get(at).copied().unwrap_or(true) {
                continue;
            }
            let Some(lane) = lanes.members.get(at) else { continue };
            let mut keyed: Vec<_> =
                lane.iter().map(|&node| (lanes.key(node, &position), node)).collect();
            keyed.sort_by(|(a, _), (b, _)| {
                a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
            });
            let sorted: Vec<usize> = keyed.into_iter().map(|(_, node)| node).collect();
            spread(&sorted, &mut position);
            if let Some(lane) = lanes.members.get_mut(at) {
                *lane = sorted;
            }
        }
    }
}

fn spread(lane: &[usize], position: &mut [f32]) {
    let n = lane.len() as f32;
    for (at, &node) in lane.iter().enumerate() {
        if let Some(slot) = position.get_mut(node) {
            *slot = (at as f32 + 0.5) / n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossed_ladder_is_uncrossed_and_groups_stay_together() {
        let mut lanes = Lanes {
            members: vec![vec![0, 1, 2], vec![3, 4, 5]],
            fixed: vec![true, false],
            group: vec![None; 6],
            neighbours: vec![vec![5], vec![4], vec![3], vec![2], vec![1], vec![0]],
            homes: vec![None; 6],
        };
        order(&mut lanes);
        assert_eq!(lanes.members[1], [5, 4, 3]);
        lanes.group = vec![None, None, None, Some(0), Some(2), Some(0)];
        order(&mut lanes);
        assert_eq!(lanes.members[1], [5, 3, 4]);
    }

    #[test]
    fn what_has_a_home_keeps_its_order_and_what_stands_alone_ends_the_lane() {
        let mut lanes = Lanes {
            members: vec![vec![0, 1, 2], vec![6, 3, 4, 5]],
            fixed: vec![true, false],
            group: vec![None; 7],
            neighbours: vec![vec![5], vec![4], vec![3], vec![2], vec![1], vec![0], vec![]],
            homes: vec![None, None, None, Some(0.1), Some(0.4), Some(0.9), None],
        };
        order(&mut lanes);
        assert_eq!(lanes.members[1], [3, 4, 5, 6]);
    }
}
