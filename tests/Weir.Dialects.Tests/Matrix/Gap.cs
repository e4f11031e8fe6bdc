namespace Weir.Dialects.Tests.Matrix;

/// <summary>Cells that can't be whole, and why. A gap that is none any more fails the test.</summary>
internal sealed record Gap(string Scenario, string? Client, string? Upstream, string Reason)
{
    public static IReadOnlyList<Gap> All { get; } =
    [
        new("reasoning round trip", null, "cohere-v2", "Cohere's thinking has no signature: the thoughts are shown and come back as text."),
        new("reasoning round trip", null, "ollama", "Ollama's thinking has no signature: the thoughts are shown and come back as text."),
        new("cached usage", null, "ollama", "Ollama tells nothing of a prompt cache."),
        new("refusal", null, "cohere-v2", "Cohere has no word for a refusal: the words come as text."),
        new("refusal", null, "ollama", "Ollama has no word for a refusal: the words come as text."),
        new("refusal", "openai-chat", "bedrock-converse", "Bedrock has no word for a refusal: the words come as text, stopped by its filter."),
        new("refusal", "openai-responses", "bedrock-converse", "Bedrock has no word for a refusal: the words come as text, stopped by its filter."),
        new("refusal", "openai-chat", "gemini", "Gemini has no word for a refusal: the words come as text, stopped by its filter."),
        new("refusal", "openai-responses", "gemini", "Gemini has no word for a refusal: the words come as text, stopped by its filter."),
        new("refusal", "gemini", null, "Gemini has no word for a refusal: the words come as text, stopped by its filter."),
    ];

    /// <summary>The gap of a cell, or null.</summary>
    public static Gap? Of(string scenario, string client, string upstream) =>
        All.FirstOrDefault(gap => gap.Scenario == scenario && (gap.Client ?? client) == client && (gap.Upstream ?? upstream) == upstream);
}
