namespace Weir.Gateway.Admin;

/// <summary>How a connection fares.</summary>
public sealed record ConnectionStatus
{
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>Where it comes from: <c>weir.yaml:3</c>, <c>environment</c>, <c>found by itself</c>, ...</summary>
    public required string Origin { get; init; }

    /// <summary>True when weir.yaml declares it: then it is switched on and off there alone.</summary>
    public bool Declared { get; init; }

    /// <summary><c>active</c>, <c>available</c>, <c>error</c>, <c>rate-limited</c>, <c>signed-out</c> or <c>disabled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it isn't available, in a sentence; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary><c>ready</c>, <c>missing</c> or <c>sign_in_again</c>.</summary>
    public required string Credential { get; init; }

    /// <summary>When it was last asked; null when it wasn't since the gateway started.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The error code of its latest failure; null when there was none since the gateway started.</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Until when one of its models, or all, are not asked; null when all are.</summary>
    public DateTimeOffset? LimitedUntil { get; init; }

    /// <summary>What the upstream lately told of its limits; empty when it told nothing.</summary>
    public IReadOnlyList<QuotaEntry> Limits { get; init; } = [];

    /// <summary>Requests under way.</summary>
    public int UnderWay { get; init; }

    /// <summary>How many models can be asked.</summary>
    public int Models { get; init; }

    /// <summary>Of them in the server's memory; null where the server doesn't tell.</summary>
    public int? LoadedModels { get; init; }

    /// <summary>When the server was last looked at; null where nobody looks.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Requests since midnight UTC.</summary>
    public long RequestsToday { get; init; }

    /// <summary>What they cost, in US dollars.</summary>
    public decimal CostTodayUsd { get; init; }
}
