using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Ollama: its own API at the root, and OpenAI's below <c>/v1</c>, whichever of the two the connection's address names.</summary>
public sealed class Ollama : ProviderRules
{
    private const string OpenAiPath = "/v1";

    public override IReadOnlyCollection<string> Providers => ["ollama"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var dialect = question.Connection.Provider.Dialect;
        if (dialect is not (DialectNames.Ollama or DialectNames.OpenAiChat) || question.Connection.BaseUrl is not { } address)
        {
            return base.WiresOf(question);
        }

        var text = address.AbsoluteUri.TrimEnd('/');
        var root = text.EndsWith(OpenAiPath, StringComparison.Ordinal) ? text[..^OpenAiPath.Length] : text;
        var native = Reach(question, DialectNames.Ollama, null, null, out _);
        var chat = Reach(question, DialectNames.OpenAiChat, null, null, out _);
        if (native is null || chat is null)
        {
            return base.WiresOf(question);
        }

        native = native with { BaseUrl = new Uri(root) };
        chat = chat with { BaseUrl = new Uri(root + OpenAiPath) };
        return dialect == DialectNames.Ollama ? WireAnswer.Of(native, chat) : WireAnswer.Of(chat, native);
    }
}
