using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>
/// Reads what a request says of reasoning: <c>reasoning_effort</c> (OpenAI), <c>reasoning</c> (OpenRouter), <c>thinking</c> (DeepSeek, Z.ai, Moonshot, Anthropic's form),
/// <c>enable_thinking</c> and <c>thinking_budget</c> (Alibaba), <c>chat_template_kwargs</c> (vLLM, llama.cpp). Members are kept as they came, under their name with <c>$</c>.
/// </summary>
internal static class ReasoningRequestReader
{
    private static readonly string[] Members = ["reasoning_effort", "reasoning", "thinking", "enable_thinking", "thinking_budget"];

    /// <summary>True for a member that is read here.</summary>
    public static bool Knows(string name) => Members.Contains(name, StringComparer.Ordinal);

    /// <summary>Reads them off the request; null when it says nothing.</summary>
    public static ReasoningRequest? Read(JsonElement request)
    {
        var extras = default(ExtrasBuilder);
        foreach (var name in Members)
        {
            if (request.Member(name) is { ValueKind: not JsonValueKind.Undefined } value)
            {
                extras.Add("$" + name, value);
            }
        }

        var kept = extras.Build(Notes.Dialect);
        if (kept.IsEmpty)
        {
            return null;
        }

        var effort = request.Member("reasoning_effort") is { ValueKind: not JsonValueKind.Undefined } word ? Expect.Text(word, "reasoning_effort") : null;
        var router = request.Member("reasoning");
        var thinking = request.Member("thinking");
        effort ??= router.String("effort") ?? thinking.String("effort");
        return new ReasoningRequest
        {
            Effort = effort,
            BudgetTokens = router.Int("max_tokens") ?? thinking.Int("budget_tokens") ?? request.Int("thinking_budget"),
            Enabled = router.Bool("enabled") ?? request.Bool("enable_thinking") ?? thinking.String("type") switch
            {
                "disabled" => false,
                "enabled" or "adaptive" => true,
                _ => effort == "none" ? false : null,
            },
            Adaptive = thinking.String("type") == "adaptive",
            Show = router.Bool("exclude") is { } hidden ? !hidden : null,
            Extras = kept,
        };
    }
}
