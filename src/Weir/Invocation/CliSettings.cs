namespace Weir.Invocation;

/// <summary>The global options, with their variables and defaults applied.</summary>
internal sealed record CliSettings
{
    /// <summary>True for one JSON document instead of words.</summary>
    public required bool Json { get; init; }

    /// <summary>True when a question must not be asked.</summary>
    public required bool NoInput { get; init; }

    /// <summary>The weir.yaml that was named or found, absolute; null when there is none.</summary>
    public required string? ConfigFile { get; init; }

    /// <summary>How <see cref="ConfigFile"/> came about: <c>--config</c>, <c>WEIR_CONFIG</c>, <c>found</c> or <c>none</c>.</summary>
    public required string ConfigSource { get; init; }

    /// <summary>Absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The gateway to talk to; null = find one, or work on the data folder.</summary>
    public required Uri? Url { get; init; }
}
