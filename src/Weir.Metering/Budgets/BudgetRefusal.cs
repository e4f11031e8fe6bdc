using System.Globalization;
using Weir.Metering.Prices;

namespace Weir.Metering.Budgets;

/// <summary>Why a budget refuses.</summary>
public enum RefusalReason
{
    Unknown = 0,

    /// <summary>What is left is not enough.</summary>
    Exceeded,

    /// <summary>The budget is in money, and the model has no known price.</summary>
    Unpriced,
}

/// <summary>A request that a hard budget refuses: nothing is held on any budget.</summary>
/// <param name="Reason">Why.</param>
/// <param name="State">The budget. Of several that refuse it is the one that resets last.</param>
/// <param name="Needed">What the request would have held, in the budget's unit; null when unpriced.</param>
public sealed record BudgetRefusal(RefusalReason Reason, BudgetState State, long? Needed)
{
    /// <summary>True when it would have fitted but for what other requests hold: it may be worth a try soon.</summary>
    public bool IsHeldByOthers =>
        Reason == RefusalReason.Exceeded && Needed is { } needed && Saturating.Add(State.Spent, needed) <= State.Budget.Limit;

    /// <summary>For a person: which budget, how much of it is used, what was needed, when it resets.</summary>
    public string Message
    {
        get
        {
            var budget = State.Budget;
            var name = budget.Subject.Kind == SubjectKind.Gateway ? "the whole gateway" : budget.Subject.ToString();
            if (Reason == RefusalReason.Unpriced)
            {
                return $"The {budget.Window} budget of {name} is in money, and the model has no known price.";
            }

            var held = State.Held > 0 ? $", {Text(State.Held)} held for requests under way" : "";
            return $"The {budget.Window} budget of {name} has {Text(State.Left)} left of {Text(budget.Limit)} ({Text(State.Spent)} spent{held}); "
                + $"this request may take {Text(Needed ?? 0)}.{Reset()}";
        }
    }

    /// <summary>What to do about it, as an imperative sentence.</summary>
    public string Action => Reason switch
    {
        RefusalReason.Unpriced => "Give the model a price or name a ceiling price in weir.yaml, or choose a model with a price.",
        _ when IsHeldByOthers => "Try again when a running request has ended, lower max_tokens, or raise the budget.",
        _ => "Lower max_tokens, choose a cheaper model, wait for the reset, or raise the budget.",
    };

    private string Reset() => State.ResetsAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" It resets {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC.") : "";

    private string Text(long amount) => State.Budget.Unit == BudgetUnit.Usd
        ? $"${new NanoDollars(amount)}"
        : string.Create(CultureInfo.InvariantCulture, $"{amount:N0} tokens");
}
