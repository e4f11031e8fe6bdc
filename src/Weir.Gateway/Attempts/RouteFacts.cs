using Weir.Dialects.Usage;
using Weir.Gateway.Pipeline;
using Weir.Routing.Health;
using Weir.Routing.Routes;

namespace Weir.Gateway.Attempts;

/// <summary>What a request's strategies go by.</summary>
internal sealed class RouteFacts(HealthBoard health, TargetPrices prices)
{
    /// <summary>Answers are taken to be a quarter of the prompt, and no shorter than this, in tokens.</summary>
    private const long ShortAnswer = 256;

    public StepFacts Of(RequestContext context) => new(
        health,
        target => prices.For(target, context.Time)?.Cost(new TokenUsage { Input = context.EstimatedInput, Output = Math.Max(ShortAnswer, context.EstimatedInput / 4) }).Value,
        () => context.ConversationId ?? context.Key.Id,
        static () => Random.Shared.NextDouble());
}
