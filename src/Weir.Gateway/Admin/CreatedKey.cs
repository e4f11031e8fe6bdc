namespace Weir.Gateway.Admin;

/// <summary>A new key, shown this once.</summary>
public sealed record CreatedKey : KeyEntry
{
    /// <summary>The key itself.</summary>
    public required string Key { get; init; }

    /// <summary>Names the entry, never the key: a record's own text would hold it.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
