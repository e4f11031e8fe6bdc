namespace Weir.Dialects.Bodies;

/// <summary>One change to a body that is otherwise forwarded as it came: <see cref="Length"/> bytes at <see cref="Offset"/> give way to <see cref="Replacement"/>.</summary>
/// <param name="Offset">Byte offset in the original body.</param>
/// <param name="Length">Bytes that are replaced; 0 inserts.</param>
/// <param name="Replacement">What stands there instead.</param>
public readonly record struct Splice(int Offset, int Length, ReadOnlyMemory<byte> Replacement);
