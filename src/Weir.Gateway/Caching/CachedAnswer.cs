namespace Weir.Gateway.Caching;

/// <summary>An answer that can be given again. Immutable.</summary>
/// <param name="StoredAt">When it was given first.</param>
/// <param name="Model">The target that gave it, <c>connection/model</c>.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Dropped">What the target could not express of the request, as the header said; null for nothing.</param>
/// <param name="Body">Every byte that the client got.</param>
internal sealed record CachedAnswer(DateTimeOffset StoredAt, string Model, string ContentType, string? Dropped, ReadOnlyMemory<byte> Body)
{
    /// <summary>What an entry takes beside its texts and its body: objects, links, its place in the table.</summary>
    private const int Overhead = 512;

    /// <summary>Bytes of memory, rounded up.</summary>
    public long Size => Overhead + Body.Length + (2 * (Model.Length + ContentType.Length + (Dropped?.Length ?? 0)));
}
