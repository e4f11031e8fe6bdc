using Weir.Metering.Budgets.Windows;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Definitions;

/// <summary>The budgets that were set by command or in the console; those of weir.yaml are not among them.</summary>
public sealed class BudgetTable
{
    private const decimal Millionths = 1_000_000;

    private const string Put =
        """
        INSERT INTO budgets (id, subject, unit, kind, length_ms, zone, reset_hour, reset_weekday, reset_day, amount, alert_share, is_hard, changed_at)
        VALUES (@Id, @Subject, @Unit, @Kind, @LengthMs, @Zone, @ResetHour, @ResetWeekday, @ResetDay, @Amount, @AlertShare, @IsHard, @ChangedAt)
        ON CONFLICT (id) DO UPDATE SET zone = excluded.zone, reset_hour = excluded.reset_hour, reset_weekday = excluded.reset_weekday,
            reset_day = excluded.reset_day, amount = excluded.amount, alert_share = excluded.alert_share, is_hard = excluded.is_hard,
            changed_at = excluded.changed_at
        """;

    private const string Select =
        """
        SELECT subject AS Subject, unit AS Unit, kind AS Kind, length_ms AS LengthMs, zone AS Zone, reset_hour AS ResetHour,
               reset_weekday AS ResetWeekday, reset_day AS ResetDay, amount AS Amount, alert_share AS AlertShare, is_hard AS IsHard
        FROM budgets ORDER BY id
        """;

    private readonly RuleRows _rows;
    private readonly TimeProvider _time;

    internal BudgetTable(Database database, TimeProvider time)
    {
        _rows = new RuleRows(database);
        _time = time;
    }

    /// <summary>Adds a budget, or changes the one with its id; what was spent stays spent.</summary>
    /// <exception cref="RuleRefusedException">Something about it will not do.</exception>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task SetAsync(Budget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        BudgetRules.Check(budget);
        var window = budget.Window;
        var row = new
        {
            budget.Id,
            Subject = budget.Subject.ToString(),
            Unit = budget.Unit == BudgetUnit.Usd ? "usd" : "tokens",
            Kind = KindText(window.Kind),
            LengthMs = (long)window.Length.TotalMilliseconds,
            Zone = window.Zone.Id,
            window.ResetHour,
            ResetWeekday = (int)window.ResetWeekday,
            window.ResetDay,
            Amount = budget.Limit,
            AlertShare = (long)(budget.AlertShare * Millionths),
            IsHard = budget.IsHard ? 1 : 0,
            ChangedAt = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return _rows.ChangeAsync(Put, row, cancellationToken);
    }

    /// <summary>Removes a budget; its books stay, and go on when it is set again.</summary>
    /// <returns>False when there is none with this id.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) =>
        await _rows.ChangeAsync("DELETE FROM budgets WHERE id = @id", new { id }, cancellationToken) > 0;

    /// <summary>All of them, by id. One whose time zone this machine does not know goes by UTC.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _rows.ReadAsync<Row>(Select, cancellationToken)).Select(static row => row.ToBudget()).OfType<Budget>()];

    /// <summary>A number that moves with every change of a budget, a rate limit or a cap, by whichever process.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task<long> VersionAsync(CancellationToken cancellationToken) => _rows.VersionAsync(cancellationToken);

    private static string KindText(WindowKind kind) => kind switch
    {
        WindowKind.Daily => "daily",
        WindowKind.Weekly => "weekly",
        WindowKind.Monthly => "monthly",
        WindowKind.Rolling => "rolling",
        _ => "lifetime",
    };

    private sealed class Row
    {
        public string Subject { get; init; } = "";

        public string Unit { get; init; } = "";

        public string Kind { get; init; } = "";

        public long LengthMs { get; init; }

        public string Zone { get; init; } = "";

        public long ResetHour { get; init; }

        public long ResetWeekday { get; init; }

        public long ResetDay { get; init; }

        public long Amount { get; init; }

        public long AlertShare { get; init; }

        public long IsHard { get; init; }

        public Budget? ToBudget()
        {
            if (!Budgets.Subject.TryParse(Subject, out var subject))
            {
                return null;
            }

            var kind = Kind switch
            {
                "daily" => WindowKind.Daily,
                "weekly" => WindowKind.Weekly,
                "monthly" => WindowKind.Monthly,
                "rolling" => WindowKind.Rolling,
                _ => WindowKind.Lifetime,
            };
            return new Budget
            {
                Subject = subject,
                Unit = Unit == "usd" ? BudgetUnit.Usd : BudgetUnit.Tokens,
                Limit = Amount,
                AlertShare = AlertShare / Millionths,
                IsHard = IsHard != 0,
                Window = new BudgetWindow
                {
                    Kind = kind,
                    Length = TimeSpan.FromMilliseconds(LengthMs),
                    Zone = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc,
                    ResetHour = (int)ResetHour,
                    ResetWeekday = (DayOfWeek)ResetWeekday,
                    ResetDay = (int)ResetDay,
                },
            };
        }
    }
}
