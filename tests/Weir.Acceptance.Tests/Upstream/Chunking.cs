namespace Weir.Acceptance.Tests.Upstream;

/// <summary>How the bytes of an answer are cut into pieces, each flushed on its own.</summary>
internal abstract record Chunking
{
    /// <summary>All at once.</summary>
    public static Chunking Whole { get; } = new BySize(int.MaxValue);

    /// <summary>Event by event, cut after each blank line.</summary>
    public static Chunking PerEvent { get; } = new ByEvent();

    /// <summary>Pieces of a fixed size.</summary>
    public static Chunking Bytes(int size) => new BySize(size);

    /// <summary>Pieces of 1 to 64 bytes, the same ones for the same seed.</summary>
    public static Chunking Random(int seed) => new BySeed(seed);

    /// <summary>The chunking of a test row: <c>whole</c>, <c>event</c>, <c>7 bytes</c>, <c>seed 42</c>.</summary>
    public static Chunking Parse(string name) => name.Split(' ') switch
    {
        ["whole"] => Whole,
        ["event"] => PerEvent,
        [var size, "bytes"] => Bytes(int.Parse(size, null)),
        ["seed", var seed] => Random(int.Parse(seed, null)),
        _ => throw new ArgumentException($"No chunking is called {name}.", nameof(name)),
    };

    public abstract IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body);

    private sealed record BySize(int Size) : Chunking
    {
        public override IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body)
        {
            while (body.Length > Size)
            {
                yield return body[..Size];
                body = body[Size..];
            }

            yield return body;
        }
    }

    private sealed record ByEvent : Chunking
    {
        public override IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body)
        {
            while (!body.IsEmpty)
            {
                var length = SseBytes.FirstEventLength(body.Span);
                yield return body[..length];
                body = body[length..];
            }
        }
    }

    private sealed record BySeed(int Seed) : Chunking
    {
        public override IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body)
        {
            var random = new Random(Seed);
            while (!body.IsEmpty)
            {
                var length = Math.Min(random.Next(1, 65), body.Length);
                yield return body[..length];
                body = body[length..];
            }
        }
    }
}
