using System.Globalization;
using Weir.Catalog;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Pipeline;
using Weir.Metering.Prices;
using Weir.Routing.Targets;

namespace Weir.Gateway.Money;

/// <summary>Tells what a resolved request may cost, on the model asked for and on others like it in price.</summary>
internal sealed class CostEstimator(TargetTariffs tariffs)
{
    /// <summary>Others that are told, half of them cheaper and half of them dearer where there are so many.</summary>
    private const int Others = 8;

    public CostEstimate Of(RequestContext context)
    {
        var (size, _) = context.Body is { } body ? SizeScanner.Scan(body.Span, context.Operation, context.PassThroughPath) : (RequestSize.Empty, null);
        var asked = Of(context, size, context.Targets[0]);
        var others = context.Snapshot.Models.List(context.Key.AllowedModels)
            .Select(static listed => listed.Target)
            .DistinctBy(static target => target.Name)
            .Where(target => target.Name != asked.Model && CanTake(target.Model, asked.InputTokens))
            .Select(target => Of(context, size, target))
            .Where(static cost => cost.Likely is not null)
            .OrderBy(static cost => cost.Likely!.NanoDollars)
            .ToList();
        return new CostEstimate { Model = asked, Others = [.. Nearest(others, asked.Likely?.NanoDollars ?? 0).Select(cost => Compared(cost, asked))] };
    }

    private static bool CanTake(CatalogModel? model, long input) =>
        model is not null && (model.ContextLimit == 0 || model.ContextLimit > input) && (model.OutputModalities.Count == 0 || model.OutputModalities.Contains("text"));

    private static IEnumerable<ModelCost> Nearest(List<ModelCost> costs, long likely)
    {
        var at = costs.FindIndex(cost => cost.Likely!.NanoDollars >= likely);
        at = at < 0 ? costs.Count : at;
        var from = Math.Clamp(at - (Others / 2), 0, Math.Max(0, costs.Count - Others));
        return costs.Skip(from).Take(Others);
    }

    private ModelCost Of(RequestContext context, RequestSize size, Target target)
    {
        var allowance = Allowance.Of(context, size, target);
        var config = context.Snapshot.Config;
        var (own, tariff) = (tariffs.Of(target, context.Time), tariffs.Of(target, context.Time, config));
        var likelyOutput = Math.Min(allowance.Shape.LikelyOutput, allowance.Output);
        var body = context.Body is { } held ? held.Span : default;
        var shape = allowance.Shape with { Units = Pieces.Most(context.Operation, body, allowance.Shape.Choices, tariff) };
        var range = Estimates.Range(shape with { Input = context.EstimatedInput, InputAudio = 0 }, allowance.Output, tariff);
        return new ModelCost
        {
            Model = target.Name,
            InputTokens = context.EstimatedInput,
            InputTokensMost = allowance.Shape.Input,
            OutputTokensLikely = likelyOutput * allowance.Shape.Choices,
            OutputTokensMost = allowance.Output * allowance.Shape.Choices,
            Tariff = own switch { Tariff.PerToken => "per_token", Tariff.Free => "free", Tariff.Plan => "plan", _ => tariff.IsKnown ? "ceiling" : "unknown" },
            Low = Money(range?.Low),
            Likely = Money(range?.Likely),
            Worst = Money(WorstCase.Of(shape, tariff).At(allowance.Output).Usd),
        };
    }

    private static ModelCost Compared(ModelCost cost, ModelCost asked)
    {
        if (cost.Likely is not { } likely || asked.Likely is not { } own)
        {
            return cost;
        }

        var difference = likely.NanoDollars - own.NanoDollars;
        return cost with { Difference = Money(new NanoDollars(difference)), DifferenceText = InWords(difference) };
    }

    /// <summary>To two digits: an estimate has no more.</summary>
    private static string InWords(long nano)
    {
        if (nano == 0)
        {
            return "the same per run";
        }

        var usd = Math.Abs(nano) / 1_000_000_000m;
        var unit = 1m;
        while (unit > usd)
        {
            unit /= 10;
        }

        var rounded = Math.Round(usd / unit, 1) * unit;
        return $"about ${rounded.ToString("0.############", CultureInfo.InvariantCulture)} {(nano > 0 ? "more" : "less")} per run";
    }

    private static UsdAmount? Money(NanoDollars? amount) => amount is { } nano ? new UsdAmount(nano.ToString(), nano.Value) : null;
}
