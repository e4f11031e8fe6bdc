namespace Weir.Routing.Configuration.Yaml;

/// <summary>A node of the file with its place. Line and column count from 1.</summary>
internal sealed class ConfigNode(NodeKind kind, string path, int line, int column)
{
    public NodeKind Kind { get; } = kind;

    public string Path { get; } = path;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>For a scalar of a file: the line and column behind its last character; 0 where nobody said.</summary>
    public (int Line, int Column) End { get; init; }

    /// <summary>A scalar's text, quotes and escapes undone.</summary>
    public string Text { get; init; } = "";

    /// <summary>True for a scalar without quotes: only such a one can be a number, true, false or nothing.</summary>
    public bool IsPlain { get; init; }

    /// <summary>True for <c>{...}</c> and <c>[...]</c>.</summary>
    public bool IsFlow { get; init; }

    public List<ConfigNode> Items { get; } = [];

    public List<ConfigEntry> Entries { get; } = [];

    public bool IsNull => Kind == NodeKind.Scalar && IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A key and its value.</summary>
internal readonly record struct ConfigEntry(ConfigNode Key, ConfigNode Value);

internal enum NodeKind
{
    /// <summary>Already reported; not looked at any more.</summary>
    Refused = 0,
    Scalar,
    List,
    Mapping,
}
