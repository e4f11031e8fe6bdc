using Weir.Dialects.Errors;
using Weir.Gateway.Sessions;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>
/// Resolution: from the model's name to the targets that can serve it. What the request itself says goes first: its test session, then <c>x-weir-chain</c>, then what
/// was chosen while running, then the model of its body.
/// </summary>
internal sealed class Resolver(TestSessions sessions)
{
    /// <summary>Asks for a chain, or for any other model, instead of the body's.</summary>
    public const string ChainHeader = "x-weir-chain";

    /// <summary>Sets the targets, or returns why there are none.</summary>
    public WeirError? Resolve(RequestContext context) => sessions.Enter(context) ?? ResolveModel(context);

    /// <summary>The same for a request whose test session, if it has one, is known.</summary>
    public static WeirError? ResolveModel(RequestContext context)
    {
        var name = context.Header(ChainHeader) ?? context.ModelAsked!;
        if (!ReferenceEquals(name, context.ModelAsked))
        {
            context.Notes.Add($"The header {ChainHeader} asks for \"{Shown(name)}\".");
        }

        var resolution = context.Session is { } session ? session.Route.Resolve(name, context.Key.AllowedModels)
            : (ReferenceEquals(name, context.ModelAsked) ? OverrideChoice.Of(context) : null) ?? context.Snapshot.Models.Resolve(name, context.Key.AllowedModels);
        switch (resolution)
        {
            case Resolution.Found found:
                context.Route = found.Route;
                return null;
            case Resolution.NotAllowed:
                return new WeirError(ErrorKind.NotAllowed, $"This key may not use the model \"{Shown(name)}\".", "Ask for one that GET /v1/models lists, or have the key's model list extended.") { Param = "model" };
            case Resolution.NotServed unserved:
                return new WeirError(ErrorKind.ModelNotAvailable, $"\"{Shown(name)}\" can't be served: {unserved.Reason}", "Run `weir doctor`, or ask for another model.") { Param = "model", Status = 503 };
            case Resolution.Unknown { Nearest: { Count: > 0 } nearest }:
                return new WeirError(ErrorKind.ModelNotAvailable, $"There is no model \"{Shown(name)}\". Did you mean {string.Join(", ", nearest)}?", "Use one of the names that GET /v1/models lists.") { Param = "model" };
            default:
                return new WeirError(ErrorKind.ModelNotAvailable, $"There is no model \"{Shown(name)}\".", "Use one of the names that GET /v1/models lists.") { Param = "model" };
        }
    }

    /// <summary>A name out of a request as it may stand in a message: short and without control characters.</summary>
    private static string Shown(string name)
    {
        var shown = name.Length > 100 ? name[..100] + "..." : name;
        return shown.AsSpan().ContainsAnyInRange('\0', '\x1f') ? new string([.. shown.Select(c => char.IsControl(c) ? ' ' : c)]) : shown;
    }
}
