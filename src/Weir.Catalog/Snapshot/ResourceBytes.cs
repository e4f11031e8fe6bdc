using System.Buffers;
using System.Reflection;

namespace Weir.Catalog.Snapshot;

/// <summary>
/// An embedded resource as memory, in place: the bytes stay where the runtime mapped the assembly, so that the snapshot costs no heap.
/// They stay valid as long as the assembly is loaded, which is as long as this program runs.
/// </summary>
internal sealed unsafe class ResourceBytes : MemoryManager<byte>
{
    private readonly byte* _start;
    private readonly int _length;

    private ResourceBytes(byte* start, int length)
    {
        _start = start;
        _length = length;
    }

    public static ReadOnlyMemory<byte> Open(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new CatalogFormatException($"the program was built without its resource '{name}'");
        if (stream is UnmanagedMemoryStream mapped)
        {
            return new ResourceBytes(mapped.PositionPointer, checked((int)mapped.Length)).Memory;
        }

        var copy = new byte[stream.Length];
        stream.ReadExactly(copy);
        return copy;
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
