namespace Weir.Routing.Configuration;

/// <summary>One value of weir.yaml after substitution, with the place where it stands.</summary>
internal abstract record ConfigNode(int Line, int Column);

/// <summary>A scalar.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Value">Its text.</param>
/// <param name="IsPlain">Whether it was written without quotes, so that it may be a number, a truth value or nothing.</param>
/// <param name="Source">What it was substituted from, e.g. <c>OPENAI_API_KEY</c> or <c>file keys/lab</c>; null when it stands in the file.</param>
internal sealed record ScalarNode(int Line, int Column, string Value, bool IsPlain, string? Source) : ConfigNode(Line, Column)
{
    public bool IsNull => IsPlain && Value is "" or "~" or "null";
}

internal sealed record ListNode(int Line, int Column, IReadOnlyList<ConfigNode> Items) : ConfigNode(Line, Column);

internal sealed record MapNode(int Line, int Column, IReadOnlyList<MapEntry> Entries) : ConfigNode(Line, Column)
{
    /// <summary>The value of a key; null when it is missing or nothing.</summary>
    public ConfigNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key.Value == key)
                {
                    return entry.Value is ScalarNode { IsNull: true } ? null : entry.Value;
                }
            }

            return null;
        }
    }
}

internal readonly record struct MapEntry(ScalarNode Key, ConfigNode Value);
