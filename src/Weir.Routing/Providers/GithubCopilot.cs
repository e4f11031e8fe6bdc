using System.Net.Http.Headers;
using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// GitHub Copilot: headers say who asks and whether pictures are in. Who asks decides about the bill, so a person's turn is never called an agent's.
/// </summary>
public sealed class GithubCopilot : ProviderRules
{
    private const string ApiVersion = "2026-06-01";

    public override IReadOnlyCollection<string> Providers => ["github-copilot"];

    public override bool ReadsConversation => true;

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.ModelId.StartsWith("claude", StringComparison.OrdinalIgnoreCase) &&
            Reach(question, DialectNames.OpenAiChat, null, null, out _) is { } chat && Reach(question, DialectNames.AnthropicMessages, null, KeyPlacements.Bearer, out _) is { } messages
                ? WireAnswer.Of(messages with { BaseUrl = new Uri(messages.BaseUrl.AbsoluteUri.TrimEnd('/') + "/v1") }, chat)
                : IsGpt(question.ModelId) && base.WiresOf(question) is var plain
                    ? plain with { Wires = [.. plain.Wires.Select(static wire => wire with { TakesLimit = false })] }
                    : base.WiresOf(question);
    }

    public override void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(headers);
        Set(headers, "Openai-Intent", "conversation-edits");
        Set(headers, "X-GitHub-Api-Version", ApiVersion);
        Set(headers, "x-initiator", call.ClientHeader("x-initiator") ?? Initiator(call.Conversation));
        if (call.Conversation?.Messages.Any(static message => HasImage(message.Parts)) == true)
        {
            Set(headers, "Copilot-Vision-Request", "true");
        }

        if (call.Wire.Dialect == DialectNames.AnthropicMessages)
        {
            Anthropic.AddBeta(headers, Anthropic.InterleavedThinking);
        }
    }

    public override Conversation Adapt(Conversation conversation, UpstreamCall call, Losses losses)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(call);

        // GPT models here refuse a limit; and calls in the history need a list of tools.
        var limited = IsGpt(call.Wire.ModelId) ? conversation with { MaxOutputTokens = null } : conversation;
        return limited.Tools.Count == 0 && Turns.ToolNames(limited.Messages).Count > 0
            ? limited with { Tools = [.. Turns.ToolNames(limited.Messages).Values.Distinct(StringComparer.Ordinal).Select(static name => new FunctionTool(name))] }
            : limited;
    }

    /// <summary><c>agent</c> when the last word is not a person's: a tool's result, or the assistant's own.</summary>
    internal static string Initiator(Conversation? conversation) =>
        conversation?.Messages is [.., var last] && (last.Role is not Role.User || (last.Parts.Count > 0 && last.Parts.All(static part => part is ToolResultPart))) ? "agent" : "user";

    private static bool IsGpt(string modelId) => modelId.StartsWith("gpt", StringComparison.OrdinalIgnoreCase);

    private static bool HasImage(IReadOnlyList<Part> parts) => parts.Any(static part => part is MediaPart { Kind: MediaKind.Image } || part is ToolResultPart result && HasImage(result.Content));

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}
