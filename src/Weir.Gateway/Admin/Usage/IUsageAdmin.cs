namespace Weir.Gateway.Admin.Usage;

/// <summary>Questions about what was used. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IUsageAdmin
{
    /// <summary>Sums over the ledger.</summary>
    Task<UsageReport> UsageAsync(UsageQuestion question, CancellationToken cancellationToken);

    /// <summary>The same over time.</summary>
    Task<UsageOverTime> UsageOverTimeAsync(UsageTimeQuestion question, CancellationToken cancellationToken);

    /// <summary>What this month will cost.</summary>
    /// <param name="timeZone">Where days begin: an IANA name; null = UTC.</param>
    /// <param name="filters">Whose spending.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<UsageProjection> ProjectionAsync(string? timeZone, UsageFilters filters, CancellationToken cancellationToken);
}
