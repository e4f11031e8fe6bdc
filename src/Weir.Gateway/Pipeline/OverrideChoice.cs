using Weir.Routing.Overrides;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>Applies what was chosen while running to conversations and the counting of their tokens: the conversation's choice, else the key's, else the gateway's.</summary>
internal static class OverrideChoice
{
    /// <summary>Where the request goes by an override; null when none holds for it. One that can't be used is passed over and noted.</summary>
    public static Resolution.Found? Of(RequestContext context)
    {
        var overrides = context.Snapshot.Overrides;
        if (overrides.All.Count == 0 || context.IsAsAsked || context.Operation.Kind is not (OperationKind.Conversation or OperationKind.CountTokens))
        {
            return null;
        }

        return (overrides.HasConversations && context.ConversationId is { } id ? Use(context, overrides.Find(OverrideScope.Conversation, id)) : null)
            ?? Use(context, overrides.Find(OverrideScope.Key, context.Key.Name))
            ?? Use(context, overrides.Find(OverrideScope.Gateway));
    }

    private static Resolution.Found? Use(RequestContext context, ModelOverride? set)
    {
        if (set is null)
        {
            return null;
        }

        switch (context.Snapshot.Models.Resolve(set.Target, context.Key.AllowedModels))
        {
            case Resolution.Found found:
                context.Notes.Add($"{Named(set)} asks for \"{set.Target}\".");
                return found;
            case Resolution.NotAllowed:
                context.Notes.Add($"{Named(set)} to \"{set.Target}\" was passed over: this key may not use it.");
                return null;
            case Resolution.NotServed unserved:
                context.Notes.Add($"{Named(set)} to \"{set.Target}\" was passed over: {unserved.Reason}");
                return null;
            default:
                context.Notes.Add($"{Named(set)} to \"{set.Target}\" was passed over: there is no such model now.");
                return null;
        }
    }

    private static string Named(ModelOverride set) => $"The override of the {set.Scope.Word()}";
}
