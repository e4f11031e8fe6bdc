using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Prices;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>The budgets of the file: each entry of <c>budgets</c> is one for every amount in it.</summary>
internal sealed class BudgetBuilder(LoadContext context, UsageSubjects subjects)
{
    private static readonly (string Key, WindowKind Kind)[] Windows =
    [
        ("daily", WindowKind.Daily), ("weekly", WindowKind.Weekly), ("monthly", WindowKind.Monthly), ("rolling", WindowKind.Rolling), ("total", WindowKind.Lifetime),
    ];

    public IReadOnlyList<Budget> Build(IReadOnlyList<ConfigBlock> blocks)
    {
        var seen = new Dictionary<string, Budget>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            foreach (var budget in Build(block))
            {
                if (!seen.TryAdd(budget.Id, budget))
                {
                    context.Problems.Error(
                        block.At("on"), $"the {budget.Window} budget of {budget.Subject} is declared already, at {seen[budget.Id].Origin}.", "Keep one of them.");
                }
            }
        }

        return [.. seen.Values];
    }

    public IReadOnlyList<RunCap> BuildRunCaps(IReadOnlyList<ConfigBlock> blocks) =>
    [
        .. from block in blocks
           where block.Has("run_soft_tokens") || block.Has("run_hard_tokens")
           let subject = UsageSubjects.Peek(block)
           where subject is not null
           select new RunCap(subject.Value, block.Integer("run_soft_tokens"), block.Integer("run_hard_tokens")) { Origin = context.Place(block.Node.Line) },
    ];

    private IEnumerable<Budget> Build(ConfigBlock block)
    {
        var zone = Zone(block);
        if (subjects.Read(block) is not { } subject)
        {
            yield break;
        }

        if (!Windows.Any(window => block.Has(window.Key) || block.Has(TokensKey(window.Key))) && !block.Has("run_soft_tokens") && !block.Has("run_hard_tokens"))
        {
            context.Problems.Error(block.Node, "the budget has no amount.", "Name daily, weekly, monthly, rolling or total, or their tokens.");
        }

        foreach (var (key, kind) in Windows)
        {
            var usd = block.Number(key) is { } dollars ? NanoDollars.FromUsd(dollars).Value : (long?)null;
            foreach (var (unit, limit) in new[] { (BudgetUnit.Usd, usd), (BudgetUnit.Tokens, block.Integer(TokensKey(key))) })
            {
                if (limit is { } most && Window(block, kind, zone) is { } window)
                {
                    yield return new Budget
                    {
                        Subject = subject,
                        Unit = unit,
                        Window = window,
                        Limit = most,
                        AlertShare = block.Number("alert") ?? 0.8m,
                        IsHard = block.Flag("hard") ?? true,
                        Origin = context.Place(block.Node.Line),
                    };
                }
            }
        }
    }

    private BudgetWindow? Window(ConfigBlock block, WindowKind kind, TimeZoneInfo zone)
    {
        var length = block.Duration("rolling_window");
        if (kind == WindowKind.Rolling && (length is null || length.Value.Ticks % TimeSpan.TicksPerMinute != 0))
        {
            // A length that is written and wrong has its own problem already.
            if (length is not null || !block.Has("rolling_window"))
            {
                context.Problems.Error(block.At("rolling_window"), "a rolling budget needs a window of whole minutes.", "Write it like rolling_window: 5h.");
            }

            return null;
        }

        return new BudgetWindow
        {
            Kind = kind,
            Length = kind == WindowKind.Rolling ? length!.Value : default,
            Zone = zone,
            ResetHour = (int)(block.Integer("reset_hour") ?? 0),
            ResetDay = (int)(block.Integer("reset_day") ?? 1),
            ResetWeekday = block.Text("reset_weekday") is { } day ? (DayOfWeek)MoneyKeys.Weekdays.ToList().IndexOf(day) : DayOfWeek.Monday,
        };
    }

    private TimeZoneInfo Zone(ConfigBlock block)
    {
        if (block.Scalar("timezone") is not { } name)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name.Text, out var zone))
        {
            return zone;
        }

        context.Problems.Error(name.Node, $"{name.Shown} is no time zone that this machine knows.", "Write it like Europe/Berlin.");
        return TimeZoneInfo.Utc;
    }

    private static string TokensKey(string key) => key + "_tokens";
}
