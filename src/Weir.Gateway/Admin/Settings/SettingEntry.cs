namespace Weir.Gateway.Admin.Settings;

/// <summary>One setting, its value, and who says so.</summary>
public sealed record SettingEntry
{
    /// <summary>As in weir.yaml, items of a list by their name: <c>providers.lab.base_url</c>.</summary>
    public required string Path { get; init; }

    /// <summary>As it is written where it comes from, secrets hidden; null where there is none.</summary>
    public string? Value { get; init; }

    /// <summary><c>file</c>, <c>variable</c>, <c>command_line</c>, <c>database</c>, <c>found</c> or <c>default</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Where: <c>weir.yaml:12</c>, the name of a variable, who set it; null for a default.</summary>
    public string? Place { get; init; }

    /// <summary>Variables that a value of the file is filled from.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>True when a change waits for the next start.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>Why it has no effect, in a sentence; null when it has.</summary>
    public string? Hidden { get; init; }
}
