//! How much a file may ask of this machine; whatever is over a limit is refused by its name.

/// Largest file that is read, in bytes; asked before reading.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// How deep tables and lists may stand in one another.
pub const MAX_DEPTH: usize = 64;
/// Most nodes of one atlas.
pub const MAX_NODES: usize = 50_000;
/// Most links of one atlas.
pub const MAX_LINKS: usize = 200_000;
/// Longest string, in bytes; whole document texts may be as long as a file.
pub const MAX_STRING_BYTES: usize = 1024 * 1024;
/// Largest picture that is looked into, in bytes; its pixels are never decoded.
pub const MAX_PICTURE_BYTES: u64 = 1024 * 1024 * 1024;
/// Most elements and texts of a drawing that is looked into.
pub const MAX_PICTURE_ELEMENTS: u32 = 4_000_000;
