using Weir.Gateway.Attempts;
using Weir.Gateway.Pipeline;
using Weir.Routing.Health;
using Weir.Routing.Routes;

namespace Weir.Gateway.Previews;

/// <summary>The targets as a request would find them now: by their strategies, without those that are at their limits or fail.</summary>
internal sealed class PresentOrder(RouteFacts facts, HealthBoard health, TimeProvider time) : IRoutePreview
{
    public IReadOnlyList<Candidate> CandidatesOf(RequestContext context)
    {
        var given = facts.Of(context);
        var order = context.Route.Steps.SelectMany(step => StepOrder.Of(step, given)).Select(static target => target.Name).Distinct(StringComparer.Ordinal).ToList();
        return [.. ConfiguredOrder.CandidatesOf(context)
            .Select(candidate => candidate.Skipped is null && context.Targets.Count > 1 && Against(candidate) is { } skipped ? candidate with { Skipped = skipped } : candidate)
            .OrderBy(candidate => candidate.Skipped is null ? order.IndexOf(candidate.Name) : int.MaxValue)];
    }

    private string? Against(Candidate candidate) => candidate.Target is not { } target ? null : health.Against(target, time.GetUtcNow(), takesTrial: false) switch
    {
        { Kind: SkipKind.RateLimited, Until: var until } => $"It is at its limit until {until.UtcDateTime:HH:mm:ss} UTC.",
        { Kind: SkipKind.QuotaUsedUp, IsTold: true, Until: var until } => $"Its quota is used up until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.",
        { Kind: SkipKind.QuotaUsedUp } => "Its quota is used up: it comes last.",
        { } => "It failed too often lately: it comes last.",
        null => null,
    };
}
