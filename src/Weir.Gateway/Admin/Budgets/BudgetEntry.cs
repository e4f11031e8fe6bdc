namespace Weir.Gateway.Admin.Budgets;

/// <summary>A budget and where it stands; the numbers are those that are enforced.</summary>
public sealed record BudgetEntry
{
    /// <summary>Subject, window and unit: <c>key:ci/monthly/usd</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>gateway</c>, <c>key:ci</c>, <c>model:openai/gpt-4o</c>, ...</summary>
    public required string On { get; init; }

    /// <summary><c>daily</c>, <c>weekly</c>, <c>monthly</c>, <c>rolling-5h</c>, <c>lifetime</c>.</summary>
    public required string Window { get; init; }

    /// <summary><c>usd</c>: the amounts below are nano-dollars; or <c>tokens</c>.</summary>
    public required string Unit { get; init; }

    public required long Limit { get; init; }

    public required long Spent { get; init; }

    /// <summary>Held for requests under way.</summary>
    public required long Held { get; init; }

    /// <summary>What is left, at least zero.</summary>
    public required long Left { get; init; }

    /// <summary>False: only counts and warns.</summary>
    public required bool Hard { get; init; }

    /// <summary>Share of the limit from which to warn, 0 to 1.</summary>
    public required decimal Alert { get; init; }

    /// <summary>True from that share on.</summary>
    public required bool Alerting { get; init; }

    /// <summary>IANA name of the time zone.</summary>
    public required string Timezone { get; init; }

    /// <summary>Length of a rolling window in minutes; null for the others.</summary>
    public int? RollingMinutes { get; init; }

    /// <summary>Hour at which days, weeks and months begin, 0 to 23.</summary>
    public int ResetHour { get; init; }

    /// <summary>Day on which months begin, 1 to 31.</summary>
    public int ResetDay { get; init; } = 1;

    /// <summary>Day on which weeks begin, in English: <c>monday</c>.</summary>
    public string ResetWeekday { get; init; } = "monday";

    /// <summary>When more is there again; null = never.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Where it stands in weir.yaml; null = set by command or in the console.</summary>
    public string? Origin { get; init; }
}
