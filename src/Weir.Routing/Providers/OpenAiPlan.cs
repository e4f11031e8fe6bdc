using System.Globalization;
using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// OpenAI by a ChatGPT plan: another address, which answers Responses alone, as streams alone, keeps nothing and takes no limit. Reached through <see cref="OpenAi"/>, for connections that
/// signed in.
/// </summary>
internal sealed class OpenAiPlan : ProviderRules
{
    private static readonly BodyEdit Edit = new()
    {
        Remove = ["max_output_tokens", "previous_response_id"],
        Set = [new("store", "false"), new("stream", "true")],
        Default = [new("instructions", "\"\"")],
    };

    public static OpenAiPlan Instance { get; } = new();

    /// <summary>None: it is not found by a catalogue id.</summary>
    public override IReadOnlyCollection<string> Providers => [];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var flow = question.Connection.Provider.Flows.FirstOrDefault(static flow => flow.Models.Count > 0);
        return flow is not null && !Serves(flow, question.ModelId) ? WireAnswer.Not($"A ChatGPT plan does not serve {question.ModelId}.")
            : Reach(question, DialectNames.OpenAiResponses, null, null, out var problem) is { } wire ? WireAnswer.Of(wire with { AlwaysStreams = true, TakesLimit = false })
            : WireAnswer.Not(problem!);
    }

    public override Conversation Adapt(Conversation conversation, UpstreamCall call, Losses losses)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(losses);
        if (conversation.MaxOutputTokens is not null)
        {
            losses.Add("max_output_tokens", "a ChatGPT plan takes no limit");
        }

        return conversation with { MaxOutputTokens = null };
    }

    public override BodyEdit? EditOf(UpstreamCall call) => Edit;

    /// <summary>The models that the flow names, and newer ones of the same kind: the list grows with nearly every release.</summary>
    internal static bool Serves(SignInFlow flow, string model) =>
        !flow.ExcludedModels.Contains(model) && (flow.Models.Contains(model) || Version(model) is { } version && version > flow.Models.Select(Version).Max());

    /// <summary>The version of <c>gpt-X.Y</c>, also with a name behind it; null for other ids.</summary>
    private static decimal? Version(string model) =>
        model.StartsWith("gpt-", StringComparison.Ordinal) && decimal.TryParse(model.AsSpan(4).ToString().Split('-')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : null;
}
