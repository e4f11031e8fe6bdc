namespace Weir.Gateway.Admin;

/// <summary>Which usage to sum up.</summary>
/// <param name="By"><c>provider</c>, <c>connection</c>, <c>model</c>, <c>key</c>, <c>user</c>, <c>operation</c> or <c>day</c> (UTC).</param>
/// <param name="Since">From this moment on; null = from the first request.</param>
/// <param name="Until">Before this moment; null = to now.</param>
public sealed record UsageQuestion(string By, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    /// <summary>Only this user's; null = everybody's.</summary>
    public string? User { get; init; }

    /// <summary>The values of <see cref="By"/>.</summary>
    public static IReadOnlyList<string> Groupings { get; } = ["provider", "connection", "model", "key", "user", "operation", "day"];
}
