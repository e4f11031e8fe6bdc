using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.RateLimits;

/// <summary>The rate limits that were set by command or in the console, one for each subject; those of weir.yaml are not among them.</summary>
public sealed class RateLimitTable
{
    private const string Put =
        """
        INSERT INTO rate_limits (subject, requests, tokens, concurrent, changed_at) VALUES (@Subject, @Requests, @Tokens, @Concurrent, @ChangedAt)
        ON CONFLICT (subject) DO UPDATE SET requests = excluded.requests, tokens = excluded.tokens, concurrent = excluded.concurrent, changed_at = excluded.changed_at
        """;

    private const string Select = "SELECT subject AS Subject, requests AS Requests, tokens AS Tokens, concurrent AS Concurrent FROM rate_limits ORDER BY subject";

    private readonly RuleRows _rows;
    private readonly TimeProvider _time;

    internal RateLimitTable(Database database, TimeProvider time)
    {
        _rows = new RuleRows(database);
        _time = time;
    }

    /// <summary>Sets the limit of a subject, in the place of the one it had.</summary>
    /// <exception cref="RuleRefusedException">Something about it will not do.</exception>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task SetAsync(RateLimit limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limit);
        BudgetRules.Check(limit);
        var row = new { Subject = limit.Subject.ToString(), limit.Requests, limit.Tokens, limit.Concurrent, ChangedAt = _time.GetUtcNow().ToUnixTimeMilliseconds() };
        return _rows.ChangeAsync(Put, row, cancellationToken);
    }

    /// <summary>Removes the limit of a subject.</summary>
    /// <returns>False when it has none.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<bool> RemoveAsync(Subject subject, CancellationToken cancellationToken) =>
        await _rows.ChangeAsync("DELETE FROM rate_limits WHERE subject = @Subject", new { Subject = subject.ToString() }, cancellationToken) > 0;

    /// <summary>All of them, by subject.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<RateLimit>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _rows.ReadAsync<Row>(Select, cancellationToken)).Select(static row => row.ToLimit()).OfType<RateLimit>()];

    private sealed class Row
    {
        public string Subject { get; init; } = "";

        public long? Requests { get; init; }

        public long? Tokens { get; init; }

        public long? Concurrent { get; init; }

        public RateLimit? ToLimit() => Budgets.Subject.TryParse(Subject, out var subject)
            ? new RateLimit { Subject = subject, Requests = Requests, Tokens = Tokens, Concurrent = (int?)Concurrent }
            : null;
    }
}
