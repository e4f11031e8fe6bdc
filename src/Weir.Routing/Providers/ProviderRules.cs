using System.Net.Http.Headers;
using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>
/// What data can't say about a provider. Derive from it in a file of this folder for a provider that truly differs: it is found by the catalogue ids it names, so that adding one
/// edits no other file. Stateless and safe for concurrent calls.
/// </summary>
public abstract class ProviderRules
{
    /// <summary>The rules of every provider that has none of its own.</summary>
    public static ProviderRules Default { get; } = new PlainRules();

    /// <summary>The catalogue ids these rules are for.</summary>
    public abstract IReadOnlyCollection<string> Providers { get; }

    /// <summary>True when headers or edits depend on what the request says: then it is read also where its bytes pass as they are.</summary>
    public virtual bool ReadsConversation => false;

    /// <summary>How a model is reached.</summary>
    public virtual WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var provider = question.Connection.Provider;
        var own = question.Model?.Dialect ?? provider.Dialect;
        var wires = new List<Wire>(2);
        string? problem = null;
        foreach (var (dialect, baseUrl, placement) in Offers(question, own))
        {
            if (!ServedDialects.Has(dialect))
            {
                problem ??= ServedDialects.ReasonAgainst(question.ModelId, dialect);
            }
            else if (Reach(question, dialect, baseUrl, placement, out var missing) is { } wire)
            {
                wires.Add(wire);
            }
            else
            {
                problem ??= missing;
            }
        }

        return wires.Count > 0 ? new WireAnswer(wires, null) : WireAnswer.Not(problem!);
    }

    /// <summary>The address of a call; null when the provider has no such call.</summary>
    public virtual Uri? AddressOf(UpstreamCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return DialectPaths.Of(call) is { } path ? new Uri(call.Wire.BaseUrl.AbsoluteUri.TrimEnd('/') + path) : null;
    }

    /// <summary>Adds or changes headers of a call, after the client's own were copied and before it is signed.</summary>
    public virtual void SetHeaders(UpstreamCall call, HttpRequestHeaders headers)
    {
    }

    /// <summary>Changes a request before it is written in the wire's dialect. Not asked where the client's bytes pass as they are.</summary>
    public virtual Conversation Adapt(Conversation conversation, UpstreamCall call, Losses losses) => conversation;

    /// <summary>Changes to the body, whether it was written or passes as it came; null for none.</summary>
    public virtual BodyEdit? EditOf(UpstreamCall call) => null;

    /// <summary>A wire of one dialect: base URL and key placement from the arguments, else from the connection; variables filled in. Null with a reason when the address can't be made.</summary>
    protected Wire? Reach(WireQuestion question, string dialect, string? baseUrl, string? keyPlacement, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(question);
        var connection = question.Connection;
        var isOwnAddress = baseUrl is not null && !connection.HasOwnBaseUrl;
        var (address, missing) = isOwnAddress ? BaseUrlTemplate.Fill(baseUrl!, question.Environment) : (connection.BaseUrl, connection.BaseUrl is null ? "It has no base URL: set base_url in its block." : null);
        problem = missing;
        return address is null
            ? null
            : new Wire
            {
                Dialect = dialect,
                BaseUrl = address,
                ModelId = question.ModelId,
                Auth = keyPlacement is null ? connection.Auth : connection.Auth.At(keyPlacement),
                Rules = this,
                Variant = ChatVariants.For(connection.Provider.Id, question.ModelId),
            };
    }

    /// <summary>The model's own dialect, and OpenAI's chat beside it where the provider answers that as well.</summary>
    private static IEnumerable<(string Dialect, string? BaseUrl, string? Placement)> Offers(WireQuestion question, string own)
    {
        var chat = own == DialectNames.Mistral ? DialectNames.OpenAiChat : own;
        yield return (chat, question.Model?.BaseUrl, question.Model?.KeyPlacement);
        if (chat != DialectNames.OpenAiChat && question.Model?.Dialect is null && question.Connection.Provider.ServesOpenAiChat)
        {
            yield return (DialectNames.OpenAiChat, null, null);
        }
    }

    private sealed class PlainRules : ProviderRules
    {
        public override IReadOnlyCollection<string> Providers => [];
    }
}
