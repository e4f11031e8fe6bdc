namespace Weir.Metering.Reconciling.Exports;

/// <summary>The vendors' exports, as data. docs/reconcile.md names where each shape is from.</summary>
public static class ExportMaps
{
    /// <summary>Pages of <c>/v1/organization/usage/completions</c> and <c>/v1/organization/costs</c>, and CSV files with the same fields.</summary>
    public static ExportMap OpenAi { get; } = new()
    {
        Name = "openai",
        Provider = "openai",
        Time = ["start_time", "start_time_iso", "date"],
        Model = ["model", "line_item"],

        // "gpt-4o-2024-08-06, input": a line of the bill names the model first.
        ModelEndsAt = ", ",
        Requests = ["num_model_requests", "num_requests"],
        Input = [["input_tokens"]],
        Output = [["output_tokens"]],
        Cost = [("amount.value", 1m), ("amount_value", 1m)],
    };

    /// <summary>Pages of <c>/v1/organizations/usage_report/messages</c> and <c>/v1/organizations/cost_report</c>, and the console's usage CSV.</summary>
    public static ExportMap Anthropic { get; } = new()
    {
        Name = "anthropic",
        Provider = "anthropic",
        Time = ["starting_at", "usage_date_utc"],
        Model = ["model", "model_version"],
        Input =
        [
            ["uncached_input_tokens", "cache_read_input_tokens", "cache_creation.ephemeral_5m_input_tokens", "cache_creation.ephemeral_1h_input_tokens"],
            ["usage_input_tokens_no_cache", "usage_input_tokens_cache_write_5m", "usage_input_tokens_cache_write_1h", "usage_input_tokens_cache_read"],
        ],
        Output = [["output_tokens"], ["usage_output_tokens"]],

        // The report gives cents, the console's file dollars.
        Cost = [("amount", 0.01m), ("cost_usd", 1m)],
    };

    /// <summary>The activity page's CSV (a line for each generation), <c>/api/v1/activity</c>, and answers of <c>/api/v1/generation</c>.</summary>
    public static ExportMap OpenRouter { get; } = new()
    {
        Name = "openrouter",
        Provider = "openrouter",
        Id = ["generation_id", "id"],
        Time = ["created_at", "date"],
        Model = ["model", "model_permaslug"],
        Requests = ["requests"],
        Input = [["native_tokens_prompt"], ["tokens_prompt"], ["prompt_tokens"]],
        Output = [["native_tokens_completion"], ["tokens_completion"], ["completion_tokens"]],
        Cost = [("cost_total", 1m), ("total_cost", 1m), ("usage", 1m)],
    };

    /// <summary>Model invocation logs, a JSON object a line. They tell tokens, not money.</summary>
    public static ExportMap Bedrock { get; } = new()
    {
        Name = "bedrock",
        Provider = "amazon-bedrock",
        Id = ["requestId"],
        Time = ["timestamp"],
        Model = ["modelId"],
        Input = [["input.inputTokenCount", "input.cacheReadInputTokenCount", "input.cacheWriteInputTokenCount"]],
        Output = [["output.outputTokenCount"]],
    };

    /// <summary>All of them, in the order in which a file is tried.</summary>
    public static IReadOnlyList<ExportMap> All { get; } = [OpenAi, Anthropic, Bedrock, OpenRouter];
}
