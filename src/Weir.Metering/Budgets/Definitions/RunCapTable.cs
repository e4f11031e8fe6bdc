using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Definitions;

/// <summary>The caps of runs that were set by command or in the console, one for each subject; those of weir.yaml are not among them.</summary>
public sealed class RunCapTable
{
    private const string Put =
        """
        INSERT INTO run_caps (subject, soft_tokens, hard_tokens, changed_at) VALUES (@Subject, @SoftTokens, @HardTokens, @ChangedAt)
        ON CONFLICT (subject) DO UPDATE SET soft_tokens = excluded.soft_tokens, hard_tokens = excluded.hard_tokens, changed_at = excluded.changed_at
        """;

    private const string Select = "SELECT subject AS Subject, soft_tokens AS SoftTokens, hard_tokens AS HardTokens FROM run_caps ORDER BY subject";

    private readonly RuleRows _rows;
    private readonly TimeProvider _time;

    internal RunCapTable(Database database, TimeProvider time)
    {
        _rows = new RuleRows(database);
        _time = time;
    }

    /// <summary>Sets the cap of a subject, in the place of the one it had.</summary>
    /// <exception cref="RuleRefusedException">Something about it will not do.</exception>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task SetAsync(RunCap cap, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cap);
        BudgetRules.Check(cap);
        var row = new { Subject = cap.Subject.ToString(), cap.SoftTokens, cap.HardTokens, ChangedAt = _time.GetUtcNow().ToUnixTimeMilliseconds() };
        return _rows.ChangeAsync(Put, row, cancellationToken);
    }

    /// <summary>Removes the cap of a subject.</summary>
    /// <returns>False when it has none.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<bool> RemoveAsync(Subject subject, CancellationToken cancellationToken) =>
        await _rows.ChangeAsync("DELETE FROM run_caps WHERE subject = @Subject", new { Subject = subject.ToString() }, cancellationToken) > 0;

    /// <summary>All of them, by subject.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<RunCap>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _rows.ReadAsync<Row>(Select, cancellationToken)).Select(static row => row.ToCap()).OfType<RunCap>()];

    private sealed class Row
    {
        public string Subject { get; init; } = "";

        public long? SoftTokens { get; init; }

        public long? HardTokens { get; init; }

        public RunCap? ToCap() => Budgets.Subject.TryParse(Subject, out var subject) ? new RunCap(subject, SoftTokens, HardTokens) : null;
    }
}
