namespace Weir.Gateway.Admin.Usage;

/// <summary>Which usage to sum up.</summary>
/// <param name="By">One of <see cref="Groupings"/>.</param>
/// <param name="Since">From this moment on; null = from the first request.</param>
/// <param name="Until">Before this moment; null = to now.</param>
public sealed record UsageQuestion(string By, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    /// <summary>The values of <see cref="Then"/>.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = ["provider", "connection", "model", "key", "user", "team", "operation", "tag"];

    /// <summary>The values of <see cref="By"/>.</summary>
    public static IReadOnlyList<string> Groupings { get; } = [.. Dimensions, "run", "day", "hour"];

    /// <summary>A second dimension: a row for each pair. Not with runs, days and hours.</summary>
    public string? Then { get; init; }

    /// <summary>Where days begin: an IANA name; null = UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Only these requests. Not with runs.</summary>
    public UsageFilters Filters { get; init; } = UsageFilters.None;

    /// <summary>False leaves out the latencies, which the pulse of a minute has no use for.</summary>
    public bool WithLatencies { get; init; } = true;
}

/// <summary>Which requests count; a null member lets all through.</summary>
public sealed record UsageFilters
{
    public static UsageFilters None { get; } = new();

    public string? Provider { get; init; }

    public string? Connection { get; init; }

    /// <summary>The target that answered; the model as asked where none did.</summary>
    public string? Model { get; init; }

    /// <summary>A key's id or name.</summary>
    public string? Key { get; init; }

    public string? User { get; init; }

    public string? Team { get; init; }

    public string? Operation { get; init; }

    /// <summary>One of the client's tags, as sent: <c>a=b</c>.</summary>
    public string? Tag { get; init; }
}
