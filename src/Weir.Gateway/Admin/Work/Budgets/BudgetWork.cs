using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Money;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Prices;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Budgets;

/// <summary>The admin operations on budgets.</summary>
internal sealed class BudgetWork(ISnapshotSource snapshots, MoneyRules rules, BudgetTable table, BudgetReader reader, BudgetRefresh refresh)
{
    private const decimal MostUsd = 1_000_000_000;

    public async Task<IReadOnlyList<BudgetEntry>> ListAsync(CancellationToken cancellationToken)
    {
        await refresh.RunAsync(cancellationToken);
        var set = await rules.BudgetsAsync(snapshots.Current.Config, cancellationToken);
        return [.. (await reader.StatesAsync(set.All, cancellationToken)).Select(Entry)];
    }

    public async Task<BudgetEntry> SetAsync(BudgetOrder order, CancellationToken cancellationToken)
    {
        var budget = Read(order);
        FileRules.RefuseChange(budget.Id, Declared(budget.Id));
        await FileRules.SetAsync(() => table.SetAsync(budget, cancellationToken));
        await refresh.RunAsync(cancellationToken);
        return Entry((await reader.StatesAsync([budget], cancellationToken))[0]);
    }

    public async Task<BudgetEntry> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        FileRules.RefuseRemoval(id, Declared(id));
        var known = (await table.ListAsync(cancellationToken)).FirstOrDefault(budget => budget.Id == id)
            ?? throw new AdminException(AdminProblem.NotFound($"There is no budget \"{id}\".", "`weir budgets list` shows all of them."));
        var entry = Entry((await reader.StatesAsync([known], cancellationToken))[0]);
        await table.RemoveAsync(id, cancellationToken);
        await refresh.RunAsync(cancellationToken);
        return entry;
    }

    private string? Declared(string id) => snapshots.Current.Config.Budgets.FirstOrDefault(budget => budget.Id == id)?.Origin;

    internal static BudgetEntry Entry(BudgetState state) => new()
    {
        Id = state.Budget.Id,
        On = state.Budget.Subject.ToString(),
        Window = state.Budget.Window.ToString(),
        Unit = Word(state.Budget.Unit),
        Limit = state.Budget.Limit,
        Spent = state.Spent,
        Held = state.Held,
        Left = state.Left,
        Hard = state.Budget.IsHard,
        Alert = state.Budget.AlertShare,
        Alerting = state.IsAlerting,
        Timezone = state.Budget.Window.Zone.Id,
        RollingMinutes = state.Budget.Window.Kind == WindowKind.Rolling ? (int)state.Budget.Window.Length.TotalMinutes : null,
        ResetHour = state.Budget.Window.ResetHour,
        ResetDay = state.Budget.Window.ResetDay,
        ResetWeekday = state.Budget.Window.ResetWeekday.ToString().ToLowerInvariant(),
        ResetsAt = state.ResetsAt,
        Origin = state.Budget.Origin,
    };

    internal static string Word(BudgetUnit unit) => unit == BudgetUnit.Usd ? "usd" : "tokens";

    private static Budget Read(BudgetOrder order)
    {
        var subject = FileRules.SubjectOf("A budget", order.On);
        var (unit, limit) = (order.Usd, order.Tokens) switch
        {
            ({ } usd, null) when usd is >= 0 and <= MostUsd => (BudgetUnit.Usd, NanoDollars.FromUsd(usd).Value),
            (null, { } tokens) => (BudgetUnit.Tokens, tokens),
            _ => throw Invalid("A budget has one amount, in dollars or in tokens.", "Name one of them; at most a thousand million dollars."),
        };
        return new Budget { Subject = subject, Unit = unit, Limit = limit, AlertShare = order.Alert, IsHard = order.Hard, Window = ReadWindow(order) };
    }

    private static BudgetWindow ReadWindow(BudgetOrder order) => new()
    {
        Kind = order.Window switch
        {
            "daily" => WindowKind.Daily,
            "weekly" => WindowKind.Weekly,
            "monthly" => WindowKind.Monthly,
            "rolling" => WindowKind.Rolling,
            "total" or "lifetime" => WindowKind.Lifetime,
            _ => throw Invalid($"There is no window \"{order.Window}\".", "Use daily, weekly, monthly, rolling or total."),
        },
        Length = TimeSpan.FromMinutes(order.RollingMinutes ?? 0),
        Zone = order.Timezone is not { } name ? TimeZoneInfo.Utc
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
            : throw Invalid($"There is no time zone \"{name}\".", "Name one such as Europe/Berlin."),
        ResetHour = order.ResetHour,
        ResetDay = order.ResetDay,
        ResetWeekday = Enum.TryParse<DayOfWeek>(order.ResetWeekday, ignoreCase: true, out var day) && Enum.IsDefined(day)
            ? day
            : throw Invalid($"There is no weekday \"{order.ResetWeekday}\".", "Name one such as monday."),
    };

    private static AdminException Invalid(string detail, string action) => new(AdminProblem.Invalid(detail, action));
}
