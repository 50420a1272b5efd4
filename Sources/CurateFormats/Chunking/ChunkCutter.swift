/// Cuts a file into pieces of whole rows.
protocol ChunkCutter {
    /// nil at the end.
    mutating func next() throws -> TextChunk?
    /// Bytes of the file read so far.
    var bytesRead: UInt64 { get }
}
