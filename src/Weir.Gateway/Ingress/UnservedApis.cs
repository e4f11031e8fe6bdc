using Weir.Dialects.Errors;

namespace Weir.Gateway.Ingress;

/// <summary>Parts of OpenAI's API that Weir knows and does not route, and why.</summary>
internal static class UnservedApis
{
    private const string State = "it keeps state at one provider, which routing can't move";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["assistants"] = "it keeps state at one provider, and OpenAI has replaced it by Responses",
        ["threads"] = "it keeps state at one provider, and OpenAI has replaced it by Responses",
        ["vector_stores"] = State,
        ["conversations"] = State,
        ["containers"] = State,
        ["videos"] = State,
        ["evals"] = State,
        ["fine_tuning"] = "it makes models that belong to one account",
        ["realtime"] = "of realtime, only the WebSocket is routed: its other calls hand out a provider's own credentials",
        ["organization"] = "it administers one provider's account",
        ["chatkit"] = State,
    };

    /// <summary>The error for a path of such an API; null for all others.</summary>
    public static WeirError? Explain(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is ["v1", var name, ..] && Reasons.TryGetValue(name, out var reason)
            ? new WeirError(ErrorKind.InvalidRequest, $"/v1/{name} is not served: {reason}.", $"Use the provider's own API with the connection's credential: /p/CONNECTION/{name}, where `weir providers list` shows the connections.") { Status = 404 }
            : null;
    }
}
