using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>OpenAI answers most models by Responses and by chat. A few know only one of the two.</summary>
public sealed class OpenAi : ProviderRules
{
    /// <summary>Parts of ids of models that answer by Responses alone.</summary>
    private static readonly string[] ResponsesOnly = ["codex", "-pro", "deep-research", "computer-use"];

    /// <summary>Parts of ids of models that answer by chat alone.</summary>
    private static readonly string[] ChatOnly = ["gpt-3.5", "search-preview", "audio-preview", "gpt-audio"];

    public override IReadOnlyCollection<string> Providers => ["openai"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Connection.Auth.Name == "oauth")
        {
            return OpenAiPlan.Instance.WiresOf(question);
        }

        var answer = base.WiresOf(question);
        return answer.NotServed is not null ? answer
            : IsOne(question, ResponsesOnly) ? Only(answer, DialectNames.OpenAiResponses)
            : IsOne(question, ChatOnly) ? Only(answer, DialectNames.OpenAiChat)
            : answer;
    }

    private static bool IsOne(WireQuestion question, string[] parts) => parts.Any(part => question.ModelId.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static WireAnswer Only(WireAnswer answer, string dialect) => WireAnswer.Of([.. answer.Wires.Where(wire => wire.Dialect == dialect)]);
}
