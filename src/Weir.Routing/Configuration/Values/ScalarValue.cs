using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Values;

/// <summary>A text after substitution. No record: its words must not be printed by accident.</summary>
internal sealed class ScalarValue(string text, ConfigNode node, string? source)
{
    public string Text { get; } = text;

    public ConfigNode Node { get; } = node;

    /// <summary>Where the text came from (<c>OPENAI_API_KEY</c>, <c>file keys/lab</c>); null when it stands in weir.yaml itself.</summary>
    public string? Source { get; } = source;

    /// <summary>True when <see cref="Text"/> is the name of a secret in the store, to be looked up when the connection is made.</summary>
    public bool IsKeychainName { get; init; }

    /// <summary>The text for messages; what was substituted is not shown.</summary>
    public string Shown => Source is null ? Quote.Of(Text) : $"the value of {Source}";
}
