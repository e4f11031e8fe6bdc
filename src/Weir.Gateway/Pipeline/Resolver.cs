using Weir.Dialects.Errors;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>Resolution: from the model's name to the targets that can serve it.</summary>
internal static class Resolver
{
    /// <summary>Sets the targets, or returns why there are none.</summary>
    public static WeirError? Resolve(RequestContext context)
    {
        var name = context.ModelAsked!;
        switch (context.Snapshot.Models.Resolve(name, context.Key.AllowedModels))
        {
            case Resolution.Found found:
                context.Route = found.Route;
                return null;
            case Resolution.NotAllowed:
                return new WeirError(ErrorKind.NotAllowed, $"This key may not use the model \"{Shown(name)}\".", "Ask for one that GET /v1/models lists, or have the key's model list extended.") { Param = "model" };
            case Resolution.NotServed refused:
                return new WeirError(ErrorKind.ModelNotAvailable, $"\"{Shown(name)}\" can't be served: {refused.Reason}", "Run `weir doctor`, or ask for another model.") { Param = "model", Status = 503 };
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
