namespace Weir.Gateway.Admin.Budgets;

/// <summary>A budget to set: exactly one of <see cref="Usd"/> and <see cref="Tokens"/>.</summary>
public sealed record BudgetOrder
{
    /// <summary><c>gateway</c>, <c>key:NAME</c>, <c>user:NAME</c>, <c>team:NAME</c>, <c>connection:NAME</c> or <c>model:CONNECTION/MODEL</c>.</summary>
    public required string On { get; init; }

    /// <summary><c>daily</c>, <c>weekly</c>, <c>monthly</c>, <c>rolling</c> or <c>total</c>.</summary>
    public required string Window { get; init; }

    /// <summary>US dollars, 0 or more.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Tokens, input and output together, 0 or more.</summary>
    public long? Tokens { get; init; }

    /// <summary>Length of a rolling window, in whole minutes.</summary>
    public int? RollingMinutes { get; init; }

    /// <summary>IANA name; null = UTC.</summary>
    public string? Timezone { get; init; }

    /// <summary>Hour at which days, weeks and months begin, 0 to 23.</summary>
    public int ResetHour { get; init; }

    /// <summary>Day on which months begin, 1 to 31.</summary>
    public int ResetDay { get; init; } = 1;

    /// <summary>Day on which weeks begin, in English.</summary>
    public string ResetWeekday { get; init; } = "monday";

    /// <summary>False: only counts and warns.</summary>
    public bool Hard { get; init; } = true;

    /// <summary>Share of the limit from which to warn, 0 to 1.</summary>
    public decimal Alert { get; init; } = 0.8m;
}
