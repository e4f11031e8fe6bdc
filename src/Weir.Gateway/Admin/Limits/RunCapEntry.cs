namespace Weir.Gateway.Admin.Limits;

/// <summary>How many tokens one run (<c>x-weir-run</c>) may take, input and output of all its requests together.</summary>
public sealed record RunCapEntry
{
    /// <summary><c>gateway</c>, <c>key:ci</c>, <c>connection:lab</c>, ...</summary>
    public required string On { get; init; }

    /// <summary>From here on a warning; null = none.</summary>
    public long? SoftTokens { get; init; }

    /// <summary>Here the run ends; null = never.</summary>
    public long? HardTokens { get; init; }

    /// <summary>Where it stands in weir.yaml; null = set by command or in the console.</summary>
    public string? Origin { get; init; }
}

/// <summary>A cap to set, in the place of the one that its subject has. At least one of the numbers.</summary>
public sealed record RunCapOrder
{
    /// <summary><c>gateway</c>, <c>key:NAME</c>, <c>user:NAME</c>, <c>team:NAME</c>, <c>connection:NAME</c> or <c>model:CONNECTION/MODEL</c>.</summary>
    public required string On { get; init; }

    /// <summary>Tokens of one run from which to warn, 0 or more.</summary>
    public long? SoftTokens { get; init; }

    /// <summary>Tokens at which a run ends, 0 or more.</summary>
    public long? HardTokens { get; init; }
}
