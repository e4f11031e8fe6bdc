namespace Weir.Dialects.Conversations;

/// <summary>What the client asks of the model's reasoning, in the two ways there are: by effort and by a budget of tokens.</summary>
public sealed record ReasoningRequest
{
    /// <summary>False switches reasoning off, true on; null leaves it to the model.</summary>
    public bool? Enabled { get; init; }

    /// <summary><c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c> or <c>max</c>, as it came.</summary>
    public string? Effort { get; init; }

    /// <summary>Most tokens to reason with; -1 is the model's own choice (Gemini).</summary>
    public int? BudgetTokens { get; init; }

    /// <summary>True when the model chooses how much to reason (Anthropic's <c>adaptive</c>).</summary>
    public bool Adaptive { get; init; }

    /// <summary>Whether the reasoning is to be shown (Gemini's <c>includeThoughts</c>, Anthropic's <c>display</c>).</summary>
    public bool? Show { get; init; }

    /// <summary>The style of a summary: <c>auto</c>, <c>concise</c>, <c>detailed</c> (Responses).</summary>
    public string? Summary { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}
