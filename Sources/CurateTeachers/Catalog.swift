public import CurateCore

/// The kinds of teachers of this room.
///
/// A new kind gets its folder and a line here.
extension TeacherCatalog {
    public static let curate = TeacherCatalog(kinds: [.embedded, .http, .process, .replay, .scores, .vectors])
}
