namespace Weir.Dialects.Conversations.Tools;

/// <summary>Whether, and which, tools must be called.</summary>
public sealed record ToolChoice(ToolChoiceMode Mode)
{
    /// <summary>The one tool to call, for <see cref="ToolChoiceMode.Named"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The tools to choose among; empty means all.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>Modes of <see cref="ToolChoice"/>.</summary>
public enum ToolChoiceMode
{
    Auto,
    None,

    /// <summary>Some tool must be called.</summary>
    Required,

    /// <summary>One certain tool must be called.</summary>
    Named,
}
