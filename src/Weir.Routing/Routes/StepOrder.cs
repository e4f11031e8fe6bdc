using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Weir.Routing.Health;
using Weir.Routing.Targets;

namespace Weir.Routing.Routes;

/// <summary>What the order of a step's targets is made from.</summary>
/// <param name="Health">How the targets fare.</param>
/// <param name="Cost">What the request would about cost at a target, in nano-dollars; null where nobody knows.</param>
/// <param name="StickyKey">What stays with one target: the conversation, else the client's key.</param>
/// <param name="Random">Makes a number of 0 up to 1.</param>
public sealed record StepFacts(HealthBoard Health, Func<Target, long?> Cost, Func<string> StickyKey, Func<double> Random);

/// <summary>Puts the targets of a step in order for one request.</summary>
public static class StepOrder
{
    /// <summary>The step's targets, the one to ask first at the head.</summary>
    public static IReadOnlyList<Target> Of(RouteStep step, StepFacts facts)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(facts);
        return step.Targets.Count == 1 ? step.Targets : step.Strategy switch
        {
            Strategy.Weighted => Weighted(step, facts.Random),
            Strategy.LeastBusy => [.. step.Targets.OrderBy(target => facts.Health.Of(target).UnderWay)],

            // A target that was never asked goes first: it can't become known otherwise.
            Strategy.Fastest => [.. step.Targets.OrderBy(target => facts.Health.Of(target).FirstByteMilliseconds ?? 0)],
            Strategy.Cheapest => [.. step.Targets.OrderBy(target => facts.Cost(target) ?? long.MaxValue)],
            Strategy.Sticky => Sticky(step, facts.StickyKey()),
            _ => step.Targets,
        };
    }

    /// <summary>Drawn one after another, each with its share of what is left.</summary>
    private static List<Target> Weighted(RouteStep step, Func<double> random)
    {
        var left = step.Targets.Select(target => (Target: target, Weight: step.Weights.GetValueOrDefault(target.Name, 1))).ToList();
        var order = new List<Target>(left.Count);
        while (left.Count > 0)
        {
            var point = random() * left.Sum(static entry => (double)entry.Weight);
            var at = 0;
            while (at < left.Count - 1 && (point -= left[at].Weight) >= 0)
            {
                at++;
            }

            order.Add(left[at].Target);
            left.RemoveAt(at);
        }

        return order;
    }

    /// <summary>Rendezvous hashing: when a target goes, only its own conversations move.</summary>
    private static Target[] Sticky(RouteStep step, string key) =>
        [.. step.Targets.OrderByDescending(target => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{target.Name}"))))];
}
