using System.Globalization;
using Weir.Gateway.Audit;
using Weir.Metering.Alerts;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Prices;
using Weir.Metering.Quotas;

namespace Weir.Gateway.Alerts;

/// <summary>What is told of what, and what counts as the same. Pure.</summary>
internal static class AlertFacts
{
    /// <summary>While a connection is broken it is told once an hour at most.</summary>
    private static readonly TimeSpan BrokenAgain = TimeSpan.FromHours(1);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A window that is full again sooner needs no person.</summary>
    private static readonly TimeSpan ShortestQuota = TimeSpan.FromMinutes(30);

    /// <summary>What was told longer ago, without a time at which it is full again, says nothing of now.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>The budget is at its share for warnings; null when it is not.</summary>
    public static NewAlert? Threshold(BudgetState state, DateTimeOffset now) => state is { IsAlerting: true, Budget: { Limit: > 0 } budget }
        ? Budget(AlertKinds.BudgetThreshold, state, now, string.Create(CultureInfo.InvariantCulture, $"{budget.AlertShare:0.####}"), $"The budget {budget.Id} is at {Text(budget, state.Spent)} of {Text(budget, budget.Limit)}.{Reset(state)}")
        : null;

    /// <summary>The hard budget is used up; null when it is not.</summary>
    public static NewAlert? Reached(BudgetState state, DateTimeOffset now) => state.Budget.IsHard && state.Spent >= state.Budget.Limit
        ? Reached(state, now, $"The budget {state.Budget.Id} is used up: {Text(state.Budget, state.Spent)} of {Text(state.Budget, state.Budget.Limit)}.{Reset(state)}")
        : null;

    /// <summary>A hard budget refused a request; null where that was for what others hold, or for the price.</summary>
    public static NewAlert? Refused(BudgetRefusal refusal, DateTimeOffset now) => refusal is { Reason: RefusalReason.Exceeded, IsHeldByOthers: false }
        ? Reached(refusal.State, now, "A request was refused. " + refusal.Message)
        : null;

    /// <summary>A run came to its soft cap. A run that rests for a day is a new one.</summary>
    public static NewAlert RunSoftCap(string key, string run, long cap, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"{AlertKinds.RunSoftCap}|{key}|{run}|{cap}"),
        now + Day,
        AlertKinds.RunSoftCap,
        AuditFacts.Cut(run),
        string.Create(CultureInfo.InvariantCulture, $"The run \"{AuditFacts.Cut(run)}\" of the key {key} has come to its soft cap of {cap:N0} tokens."),
        AuditFacts.Of(("key", key), ("run", run), ("softTokens", cap)));

    /// <summary>Little is left of an upstream's window; null when there is enough, or it is full again soon.</summary>
    public static NewAlert? QuotaLow(string connection, QuotaWindow window, decimal share, DateTimeOffset now)
    {
        var left = window.Used is { } used ? 1 - (decimal)Math.Clamp(used, 0, 1)
            : window is { Remaining: { } remaining, Limit: { } limit and > 0 } ? Math.Clamp(remaining / limit, 0, 1)
            : (decimal?)null;
        var length = window.Length ?? window.ResetsAt - window.SeenAt;
        if (left is null || left > share || length < ShortestQuota || window.ResetsAt <= now
            || (length is null && window.Meaning == QuotaMeaning.RateLimit)
            || (window.ResetsAt is null && now - window.SeenAt > Stale))
        {
            return null;
        }

        // Of a rolling window some comes back again and again: that is no new window.
        var until = window.ResetsAt ?? now + Day;
        until = window is { IsRolling: true, Length: { } whole } && window.SeenAt + whole > until ? window.SeenAt + whole : until;
        return new NewAlert(
            string.Create(CultureInfo.InvariantCulture, $"{AlertKinds.QuotaLow}|{connection}|{window.Name}|{share:0.####}"),
            until,
            AlertKinds.QuotaLow,
            $"{connection}/{window.Name}",
            string.Create(CultureInfo.InvariantCulture, $"{left:P0} are left of the {window.Name} quota of {connection}.{(window.ResetsAt is { } at ? $" {(window.IsRolling ? "Some comes back" : "It is full again")} {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC." : "")}"),
            AuditFacts.Of(("connection", connection), ("window", window.Name), ("leftShare", decimal.Round(left.Value, 4)), ("remaining", window.Remaining), ("limit", window.Limit), ("resetsAt", window.ResetsAt)));
    }

    /// <summary>A person must sign in again.</summary>
    public static NewAlert SignedOut(string connection, DateTimeOffset now) => new(
        $"{AlertKinds.ConnectionSignedOut}|{connection}", now + Day, AlertKinds.ConnectionSignedOut, connection, $"The connection {connection} is signed out. Sign in again: weir auth login {connection}", AuditFacts.Of(("connection", connection)));

    /// <summary>Requests keep away from a connection.</summary>
    public static NewAlert Broken(string connection, string? reason, DateTimeOffset now) => new(
        $"{AlertKinds.ConnectionError}|{connection}", now + BrokenAgain, AlertKinds.ConnectionError, connection, $"The connection {connection} fails. {reason}", AuditFacts.Of(("connection", connection), ("reason", reason)));

    private static NewAlert Reached(BudgetState state, DateTimeOffset now, string message) => Budget(AlertKinds.BudgetReached, state, now, "", message);

    private static NewAlert Budget(string kind, BudgetState state, DateTimeOffset now, string share, string message)
    {
        var budget = state.Budget;
        var (start, end) = WindowOf(budget, now);
        return new NewAlert(
            string.Create(CultureInfo.InvariantCulture, $"{kind}|{budget.Id}|{start.ToUnixTimeMilliseconds()}|{budget.Limit}|{share}"),
            end,
            kind,
            budget.Id,
            message,
            AuditFacts.Of(
                ("budget", budget.Id), ("unit", budget.Unit == BudgetUnit.Usd ? "usd" : "tokens"), ("limit", budget.Limit), ("spent", state.Spent), ("left", state.Left),
                ("share", budget.AlertShare), ("hard", budget.IsHard), ("windowStart", start), ("resetsAt", state.ResetsAt)));
    }

    /// <summary>The span in which a budget is told of once. A rolling window has no start of its own: time is cut into lengths of it.</summary>
    private static (DateTimeOffset Start, DateTimeOffset End) WindowOf(Budget budget, DateTimeOffset now)
    {
        if (budget.Window is { Kind: WindowKind.Rolling, Length: var length })
        {
            var start = DateTimeOffset.UnixEpoch.AddTicks((now - DateTimeOffset.UnixEpoch).Ticks / length.Ticks * length.Ticks);
            return (start, start + length);
        }

        var span = budget.BookedIn(now);
        return (span.Start, span.End);
    }

    private static string Reset(BudgetState state) => state.ResetsAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" It resets {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC.") : "";

    private static string Text(Budget budget, long amount) => budget.Unit == BudgetUnit.Usd ? $"${new NanoDollars(amount)}" : string.Create(CultureInfo.InvariantCulture, $"{amount:N0} tokens");
}
