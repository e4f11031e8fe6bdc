namespace Weir.Gateway.Admin.Budgets;

/// <summary>Requests that are thought of, all of one size: would they pass the budgets?</summary>
public sealed record BudgetQuestion
{
    /// <summary>The model as a client would name it; of a chain, its first target counts.</summary>
    public required string Model { get; init; }

    /// <summary>Id, name or shown prefix of the client key that would ask; null: a key without budgets of its own.</summary>
    public string? Key { get; init; }

    /// <summary>Input tokens of each, 0 to a thousand million, as an estimate would count them; a budget holds more, see <see cref="BudgetTrial"/>.</summary>
    public long InputTokens { get; init; } = 1000;

    /// <summary>The most output tokens that the client allows, 1 or more; null: it sets no limit.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>How many, 1 to 10,000.</summary>
    public int Requests { get; init; } = 1000;
}
