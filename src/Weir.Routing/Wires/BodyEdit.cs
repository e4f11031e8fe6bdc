namespace Weir.Routing.Wires;

/// <summary>Changes to the top level of a JSON body; every other byte stays as it is.</summary>
public sealed record BodyEdit
{
    /// <summary>Members to leave out.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Members to call otherwise: old name, new name. A member of the new name that is there already wins.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Rename { get; init; } = [];

    /// <summary>Members to add, with their raw JSON, where they are not there.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Default { get; init; } = [];

    /// <summary>Members to add, with their raw JSON; one that is there already is replaced.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Set { get; init; } = [];
}
