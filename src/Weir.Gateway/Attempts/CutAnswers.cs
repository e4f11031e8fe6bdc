using System.Globalization;
using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>Hands an answer that broke off to the next target, where both it and the answer allow that.</summary>
internal static class CutAnswers
{
    /// <summary>Prepares the request for the rest; false when the client has to be told that the answer is cut off.</summary>
    public static bool GoesOn(RequestContext context, RoutePolicy policy, RoutePlan plan, Target target, WeirError error)
    {
        if (context.Cut is not { } cut || context.Settled || !policy.MovesOn.Contains(error.Kind))
        {
            return false;
        }

        if (!cut.CanGoOn)
        {
            context.Notes.Add($"{target.Name} broke off. Nobody could go on: the answer held more than text.");
            return false;
        }

        plan.Requires = candidate => Lanes.WireFor(context.Operation, candidate.Wires) is { } wire && AnswerPrefix.IsTakenBy(wire.Dialect, wire.ModelFamily ?? candidate.Model?.Id ?? wire.ModelId);
        if (!plan.HasNext())
        {
            context.Notes.Add($"{target.Name} broke off. No other target goes on with a begun answer.");
            return false;
        }

        context.Asked ??= context.Conversation;
        context.Conversation = cut.Rest(context.Asked!);
        context.BegunBytes = Encoding.UTF8.GetByteCount(cut.Text);
        context.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{target.Name} broke off after {cut.Text.Length} characters; the next target was asked to go on."));
        return true;
    }
}
