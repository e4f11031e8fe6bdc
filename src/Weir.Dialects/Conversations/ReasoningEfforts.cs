namespace Weir.Dialects.Conversations;

/// <summary>Between the two ways to say how much a model should reason. The figures follow what Google's OpenAI-compatible endpoint does, continued at both ends.</summary>
public static class ReasoningEfforts
{
    /// <summary>Least budget that Anthropic takes.</summary>
    public const int LeastBudget = 1024;

    /// <summary>The budget of an effort, in tokens; null for one that is not known. <c>none</c> is 0.</summary>
    public static int? BudgetOf(string effort) => effort switch
    {
        "none" => 0,
        "minimal" => LeastBudget,
        "low" => 4096,
        "medium" => 8192,
        "high" => 24576,
        "xhigh" => 32768,
        "max" => 60000,
        _ => null,
    };

    /// <summary>The effort that comes nearest to a budget: <c>minimal</c> to <c>high</c>.</summary>
    public static string EffortOf(int budget) => budget switch
    {
        <= 0 => "none",
        <= LeastBudget => "minimal",
        <= 4096 => "low",
        <= 16384 => "medium",
        _ => "high",
    };
}
