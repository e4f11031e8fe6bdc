using System.Runtime.CompilerServices;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets;

/// <summary>How much may be spent on something, over a window.</summary>
public sealed record Budget
{
    private StrongBox<WindowSpan>? _span;

    public Budget()
    {
    }

    // A copy with another window must not have the id and the span of this one.
    private Budget(Budget original)
    {
        Subject = original.Subject;
        Unit = original.Unit;
        Window = original.Window;
        Limit = original.Limit;
        AlertShare = original.AlertShare;
        IsHard = original.IsHard;
        Origin = original.Origin;
    }

    public required Subject Subject { get; init; }

    public required BudgetUnit Unit { get; init; }

    public required BudgetWindow Window { get; init; }

    /// <summary>The most: nano-dollars or tokens, 0 or more.</summary>
    public required long Limit { get; init; }

    /// <summary>Share of the limit from which to warn, 0 to 1.</summary>
    public decimal AlertShare { get; init; } = 0.8m;

    /// <summary>True refuses what does not fit; false only counts and warns.</summary>
    public bool IsHard { get; init; } = true;

    /// <summary>Where it was declared, e.g. <c>weir.yaml:12</c>; null = in the database.</summary>
    public string? Origin { get; init; }

    /// <summary>
    /// Names its books: subject, window and unit, e.g. <c>key:ci/monthly/usd</c>. A limit that is raised keeps what was spent. Two budgets of
    /// one id can't be in force together.
    /// </summary>
    public string Id => field ??= $"{Subject}/{Window}/{(Unit == BudgetUnit.Usd ? "usd" : "tokens")}";

    /// <summary>As <see cref="BudgetWindow.BookedIn"/>; remembers the last answer, since the next one is nearly always the same.</summary>
    public WindowSpan BookedIn(DateTimeOffset at)
    {
        if (Volatile.Read(ref _span) is { } known && known.Value.Contains(at))
        {
            return known.Value;
        }

        var span = Window.BookedIn(at);
        Volatile.Write(ref _span, new StrongBox<WindowSpan>(span));
        return span;
    }

    /// <summary>What of a charge counts here; null when that is money and nobody knows how much.</summary>
    internal long? Amount(in Charge charge) => Unit == BudgetUnit.Tokens ? charge.Tokens : charge.Usd?.Value;

    public bool Equals(Budget? other) => other is not null
        && Subject == other.Subject && Unit == other.Unit && Window == other.Window && Limit == other.Limit
        && AlertShare == other.AlertShare && IsHard == other.IsHard && Origin == other.Origin;

    public override int GetHashCode() => HashCode.Combine(Subject, Unit, Window, Limit, AlertShare, IsHard, Origin);
}
