using Weir.Catalog;
using Weir.Credentials;
using Weir.Dialects.Conversations;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Admin.Work;

/// <summary>The calls by which a connection is tested.</summary>
/// <param name="List">The model list; null where the dialect has none.</param>
/// <param name="Answer">Where requests for an answer go; null when no model is known.</param>
/// <param name="Auth">How both are signed.</param>
/// <param name="Call">The request for an answer, as the provider's rules see it; null when no model is known.</param>
internal sealed record TestCalls(Uri? List, Uri? Answer, IAuthMethod Auth, UpstreamCall? Call)
{
    public static TestCalls Of(Connection connection, RoutingSnapshot snapshot)
    {
        if (connection.Simulator is not null)
        {
            return new TestCalls(new Uri("http://simulator.invalid/v1/models"), null, connection.Auth, null);
        }

        if (WireOf(connection, snapshot) is not ({ } target, { } wire))
        {
            return new TestCalls(ListAt(connection.BaseUrl, connection.Provider.Dialect), null, connection.Auth, null);
        }

        var call = new UpstreamCall
        {
            Target = target,
            Wire = wire,
            ClientDialect = wire.Dialect,
            Conversation = new Conversation { Dialect = wire.Dialect, Model = wire.ModelId, Messages = [] },
        };
        return new TestCalls(ListAt(wire.BaseUrl, wire.Dialect), wire.Rules.AddressOf(call), wire.Auth, call);
    }

    /// <summary>The first wire of the first model that can be reached.</summary>
    private static (Target? Target, Wire? Wire) WireOf(Connection connection, RoutingSnapshot snapshot)
    {
        foreach (var model in connection.Models.Keys)
        {
            if (snapshot.Models.Resolve($"{connection.Name}/{model}", []) is Resolution.Found { Targets: [{ Wires.Wires: [var wire, ..] } target, ..] })
            {
                return (target, wire);
            }
        }

        return (null, null);
    }

    private static Uri? ListAt(Uri? baseUrl, string dialect) => baseUrl is null ? null : dialect switch
    {
        DialectNames.OpenAiChat or DialectNames.OpenAiResponses or DialectNames.Mistral or DialectNames.AnthropicMessages or DialectNames.Gemini => Below(baseUrl, "/models"),
        DialectNames.Ollama => Below(baseUrl, "/api/tags"),
        _ => null,
    };

    private static Uri Below(Uri baseUrl, string path) => new UriBuilder(baseUrl) { Path = baseUrl.AbsolutePath.TrimEnd('/') + path }.Uri;
}
