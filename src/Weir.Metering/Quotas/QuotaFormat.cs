namespace Weir.Metering.Quotas;

/// <summary>The shape of an answer that tells a quota.</summary>
/// <param name="Name">For people: <c>neutral</c>, <c>openrouter</c>, <c>pointers</c>, or a vendor's id.</param>
/// <param name="Mappings">What is read, in this order.</param>
public sealed record QuotaFormat(string Name, IReadOnlyList<QuotaMapping> Mappings)
{
    /// <summary>What must be there for the answer to be a good one; null = nothing.</summary>
    public (string Pointer, string Value)? Success { get; init; }

    /// <summary>
    /// <c>{key, tokens: {limit, used, remaining, resets_at}, cost: {currency, limit, used, remaining}}</c>: what Weir itself serves at <c>/quota</c>. Either part may be missing, and a limit null.
    /// </summary>
    public static QuotaFormat Neutral { get; } = new("neutral",
    [
        new QuotaMapping { Name = "tokens", Meaning = QuotaMeaning.Allowance, At = "/tokens", Limit = "/limit", Used = "/used", Remaining = "/remaining", ResetsAt = "/resets_at", Unit = "tokens" },
        new QuotaMapping { Name = "cost", Meaning = QuotaMeaning.Budget, At = "/cost", Limit = "/limit", Used = "/used", Remaining = "/remaining", ResetsAt = "/resets_at", Unit = "/currency" },
    ]);

    /// <summary><c>{data: {usage, limit, limit_remaining}}</c>, in US dollars, as OpenRouter's <c>GET /api/v1/key</c> answers. It tells how often a limit resets, and not when.</summary>
    public static QuotaFormat OpenRouter { get; } = new("openrouter",
        [new QuotaMapping { Name = "credits", Meaning = QuotaMeaning.Budget, At = "/data", Limit = "/limit", Used = "/usage", Remaining = "/limit_remaining", Unit = "USD" }]);

    /// <summary><c>{info: {spend, max_budget, budget_reset_at}}</c>, in US dollars, as a LiteLLM proxy answers at <c>GET /key/info</c>.</summary>
    public static QuotaFormat LiteLlm { get; } = new("litellm",
        [new QuotaMapping { Name = "budget", Meaning = QuotaMeaning.Budget, At = "/info", Limit = "/max_budget", Used = "/spend", ResetsAt = "/budget_reset_at", Unit = "USD" }]);

    /// <summary>The formats that weir.yaml knows by name.</summary>
    public static IReadOnlyList<QuotaFormat> Named { get; } = [Neutral, OpenRouter, LiteLlm];
}
